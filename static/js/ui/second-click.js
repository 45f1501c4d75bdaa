/**
 * The second click of a double click acts on what was there at the first: a control that has come
 * under the pointer since was not meant.
 */

const CONTROLS = "a, button, summary, label, input, select";

/** @param {HTMLElement} root @param {AbortSignal} signal */
export function ignoreSecondClicks(root, signal) {
  /** @type {Element | null} */
  let first = null;
  /** @param {MouseEvent} event */
  const clicked = (event) => {
    const control = /** @type {Element} */ (event.target).closest(CONTROLS);
    if (event.detail < 2) first = control;
    else if (control && control !== first) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  root.addEventListener("click", clicked, { capture: true, signal });
}
