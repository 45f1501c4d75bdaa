/**
 * Selecting without dragging: tap the first word, then the last. For touch, pens and people who
 * cannot drag precisely.
 */

import { gettext } from "../ui/i18n.js";
import { wordAt } from "./words.js";

/** @typedef {import("./offsets.js").Span} Span */

/** How far from a word a tap may fall, in CSS pixels. */
const REACH = 24;

export class Tapping {
  isOn = false;
  /** @type {Span | null} */ #first = null;

  /**
   * @param {{ page: import("../workspace/dom.js").Page, article: import("./article-text.js").ArticleText,
   *   draft: import("../workspace/draft.js").Draft, onTurn: (on: boolean) => void }} options
   */
  constructor(options) {
    this.options = options;
  }

  /** @param {boolean} on */
  turn(on) {
    if (on === this.isOn) return;
    this.isOn = on;
    this.#first = null;
    const { page, article, onTurn } = this.options;
    article.root.classList.toggle("tapping", on);
    if (on) {
      getSelection()?.removeAllRanges();
      page.tell(gettext("Tap the first word, then the last."));
    }
    page.press("tap", on);
    onTurn(on);
  }

  /** Take a click as a tap on a word; whether there was a word. @param {MouseEvent} event */
  tap(event) {
    const { draft, page, article } = this.options;
    const word = wordUnder(event, article);
    if (!word) return false;
    // A first word that was tagged or given up meanwhile is none any more.
    if (this.#first === null || !draft.span) {
      this.#first = word;
      draft.set(word, { held: true });
      page.tell(gettext("Now tap the last word."));
    } else {
      const start = Math.min(this.#first.start, word.start);
      const end = Math.max(this.#first.end, word.end);
      this.#first = null;
      draft.set({ start, end }, { held: true });
      page.say(draft.measure());
    }
    return true;
  }
}

/**
 * @param {MouseEvent} event @param {import("./article-text.js").ArticleText} article
 * @returns {Span | null}
 */
function wordUnder({ clientX: x, clientY: y }, article) {
  const caret = caretAt(x, y);
  if (!caret || !article.root.contains(caret.node)) return null;
  const word = wordAt(article.text, article.pointAt(caret.node, caret.offset));
  if (!word) return null;
  // In a margin the browser names the nearest caret however far: look where the word really is.
  const isNear = [...article.rangeOf(word).getClientRects()].some(
    (box) =>
      x > box.left - REACH &&
      x < box.right + REACH &&
      y > box.top - REACH &&
      y < box.bottom + REACH,
  );
  return isNear ? word : null;
}

/** @param {number} x @param {number} y */
function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
