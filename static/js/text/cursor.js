/**
 * The text cursor: makes the text an editable region that refuses every edit, so that the browser's
 * caret, its keys for words and lines and a screen reader's focus mode work on read-only text.
 */

import { gettext } from "../ui/i18n.js";

const REFUSED = ["beforeinput", "paste", "cut", "drop", "dragstart"];

export class Cursor {
  /** @type {AbortController | null} */ #on = null;
  /** @type {Record<string, string | null>} */ #before = {};

  /** @param {import("./article-text.js").ArticleText} article @param {(on: boolean) => void} onChange */
  constructor(article, onChange) {
    this.article = article;
    this.onChange = onChange;
  }

  get isOn() {
    return this.#on !== null;
  }

  /** @param {number | null} at where the caret goes: by default where a selection is, or what is in view */
  turnOn(at) {
    if (this.isOn) return;
    const { root } = this.article;
    const point = at ?? this.article.caret() ?? this.article.firstVisible();
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
    if (!this.article.selected()) this.article.select({ start: point, end: point });
    this.onChange(true);
  }

  turnOff() {
    this.#on?.abort();
    this.#on = null;
    for (const [name, value] of Object.entries(this.#before)) {
      if (value === null) this.article.root.removeAttribute(name);
      else this.article.root.setAttribute(name, value);
    }
    this.onChange(false);
  }

  /**
   * An input method's composition cannot be refused, so what it wrote is taken out again.
   * @param {AbortSignal} signal
   */
  #guard(signal) {
    const { root } = this.article;
    /** @type {Node[]} */
    let kept = [];
    const keep = () => (kept = [...root.childNodes].map((node) => node.cloneNode(true)));
    root.addEventListener("compositionstart", keep, { signal });
    const undo = () => {
      if (kept.length) this.article.keepingSelection(() => root.replaceChildren(...kept));
      kept = [];
    };
    root.addEventListener("compositionend", () => setTimeout(undo), { signal });
  }
}
