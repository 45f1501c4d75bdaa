/** Ticking several boxes at once: all between the last one that was clicked and the one now. */

/**
 * The places from one to another, whichever comes first, both included. Pure.
 * @param {number} from @param {number} to
 */
export function placesBetween(from, to) {
  const first = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, step) => first + step);
}

/**
 * From now on a click with Shift on a box of `boxes()` ticks, or unticks, all from the last box
 * that was clicked; `changed` is called after that.
 * @param {EventTarget} root @param {() => HTMLInputElement[]} boxes @param {() => void} changed
 */
export function tickRanges(root, boxes, changed) {
  /** @type {HTMLInputElement | null} */
  let last = null;
  root.addEventListener("click", (event) => {
    const all = boxes();
    const place = all.indexOf(/** @type {HTMLInputElement} */ (event.target));
    if (place < 0) return;
    const box = all[place];
    const from = last ? all.indexOf(last) : -1;
    if (/** @type {MouseEvent} */ (event).shiftKey && from >= 0) {
      for (const one of placesBetween(from, place)) all[one].checked = box.checked;
      changed();
    }
    last = box;
  });
  // Shift would select the words on the way.
  root.addEventListener("mousedown", (event) => {
    const { shiftKey, target } = /** @type {MouseEvent} */ (event);
    const box = /** @type {Element} */ (target).closest("label, .tick")?.querySelector("input");
    if (shiftKey && box && boxes().includes(/** @type {HTMLInputElement} */ (box)))
      event.preventDefault();
  });
}
