/**
 * The text cursor: the text becomes an editable region in which every edit is refused. So the
 * browser's own caret, its keys for words and lines, and a screen reader's focus mode all work on
 * a text that nobody can change.
 */

import { gettext } from "../ui/translated.js";

const REFUSED = ["beforeinput", "paste", "cut", "drop", "dragstart"];

export class Cursor {
  /** @type {AbortController | null} */ #on = null;
  /** @type {Record<string, string | null>} */ #before = {};

  /** @param {import("./article-text.js").Reading} reading @param {(on: boolean) => void} onChange */
  constructor(reading, onChange) {
    this.reading = reading;
    this.onChange = onChange;
  }

  get isOn() {
    return this.#on !== null;
  }

  /** @param {number | null} at where the caret goes: by default where a selection is, or what is in view */
  turnOn(at) {
    if (this.isOn) return;
    const { root } = this.reading;
    const point = at ?? this.reading.caret() ?? this.reading.firstVisible();
    const attributes = {
      contenteditable: "true",
      role: "textbox",
      "aria-multiline": "true",
      "aria-readonly": "true",
      "aria-label": gettext("Text, cannot be edited"),
      spellcheck: "false",
      autocorrect: "off",
      inputmode: "none",
      "data-gramm": "false",
    };
    for (const [name, value] of Object.entries(attributes)) {
      this.#before[name] = root.getAttribute(name);
      root.setAttribute(name, value);
    }
    this.#on = new AbortController();
    const { signal } = this.#on;
    for (const event of REFUSED)
      root.addEventListener(event, (event) => event.preventDefault(), { signal });
    this.#guard(signal);
    root.focus({ preventScroll: true });
    if (!this.reading.selected()) this.reading.select({ start: point, end: point });
    this.onChange(true);
  }

  turnOff() {
    this.#on?.abort();
    this.#on = null;
    for (const [name, value] of Object.entries(this.#before)) {
      if (value === null) this.reading.root.removeAttribute(name);
      else this.reading.root.setAttribute(name, value);
    }
    this.onChange(false);
  }

  /**
   * An input method's composition cannot be refused, so what it wrote is taken out again.
   * @param {AbortSignal} signal
   */
  #guard(signal) {
    const { root } = this.reading;
    /** @type {Node[]} */
    let kept = [];
    const keep = () => (kept = [...root.childNodes].map((node) => node.cloneNode(true)));
    root.addEventListener("compositionstart", keep, { signal });
    const undo = () => {
      if (kept.length) this.reading.keepingSelection(() => root.replaceChildren(...kept));
      kept = [];
    };
    root.addEventListener("compositionend", () => setTimeout(undo), { signal });
  }
}
