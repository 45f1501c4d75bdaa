/**
 * What is open besides the page itself, in the order of opening, so that Escape closes what was
 * opened last: the draft, the text cursor, the form of a quotation, the guidelines, a menu.
 */

export class Opened {
  /** @type {Map<unknown, () => void>} the last one was opened last */ #open = new Map();

  /** @param {AbortSignal} signal */
  constructor(signal) {
    document.addEventListener("toggle", (event) => this.#toggled(event), { signal, capture: true });
  }

  /** Note that something was opened or closed; `close` closes it. @param {unknown} what @param {boolean} isOpen @param {() => void} close */
  note(what, isOpen, close) {
    if (!isOpen) this.#open.delete(what);
    else if (!this.#open.has(what)) this.#open.set(what, close);
  }

  /** Close what was opened last; false where nothing is open. */
  closeLast() {
    // What was opened a moment ago has not told yet.
    for (const target of document.querySelectorAll(":popover-open, details[open]"))
      this.#toggled({ target });
    const [what, close] = [...this.#open].at(-1) ?? [];
    if (!close) return false;
    this.#open.delete(what);
    close();
    return true;
  }

  /** @param {{ target: EventTarget | null }} event */
  #toggled({ target }) {
    if (target instanceof HTMLDetailsElement)
      this.note(target, target.open, () => shut(target));
    else if (target instanceof HTMLElement && target.popover)
      this.note(target, target.matches(":popover-open"), () => target.hidePopover());
  }
}

/** @returns {HTMLElement | null} */
const textOfPage = () => document.querySelector("#text");

/** With the focus on its summary if it was in what is hidden now. @param {HTMLDetailsElement} details */
function shut(details) {
  const hadFocus = details.contains(document.activeElement);
  details.open = false;
  const summary = details.querySelector("summary");
  if (hadFocus && summary) (summary.offsetParent ? summary : textOfPage())?.focus({ preventScroll: true });
}
