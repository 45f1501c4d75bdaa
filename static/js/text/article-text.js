/**
 * The article's text in the DOM: maps DOM points to code points and spans to ranges. Selections are
 * normalised, since browsers report ends on elements, in the next paragraph or outside the text.
 */

import { PINNED } from "./in-view.js";
import { MeasuredText } from "./offsets.js";

/** @typedef {import("./offsets.js").Span} Span */

export class ArticleText {
  /** @param {HTMLElement} root holds paragraphs `[data-start][data-separator]` and no other text */
  constructor(root) {
    this.root = root;
    // The text of a revision never changes, so it is read once; only the marks in it come and go.
    const paragraphs = this.paragraphs();
    this.text = new MeasuredText(wholeText(paragraphs));
    this.#starts = paragraphs.map(startOf);
  }

  /** Where each paragraph begins. @type {number[]} */
  #starts;

  /** @returns {HTMLElement[]} */
  paragraphs() {
    return /** @type {HTMLElement[]} */ ([...this.root.children]);
  }

  /** Those that `span` touches, which may be none. @param {Span} span @returns {HTMLElement[]} */
  paragraphsIn({ start, end }) {
    const first = Math.max(0, this.#numberAt(start));
    return start < end ? this.paragraphs().slice(first, this.#numberAt(end - 1) + 1) : [];
  }

  /** The one that holds a code point, or the first. @param {number} point */
  paragraphAt(point) {
    return /** @type {HTMLElement | undefined} */ (
      this.root.children[Math.max(0, this.#numberAt(point))]
    );
  }

  /** The number of the paragraph that holds a code point, -1 before all. @param {number} point */
  #numberAt(point) {
    return this.#starts.findLastIndex((start) => start <= point);
  }

  /**
   * The code point at a DOM point; one outside the paragraphs is the start of the next one, after
   * the last one the end of the text.
   * @param {Node} node @param {number} offset
   */
  pointAt(node, offset) {
    const element = node instanceof Element ? node : node.parentElement;
    const paragraph = /** @type {HTMLElement | null} */ (element?.closest("[data-start]"));
    const range = document.createRange();
    if (paragraph && this.root.contains(paragraph)) {
      range.setStart(paragraph, 0);
      range.setEnd(node, offset);
      return this.text.after(startOf(paragraph), range.toString());
    }
    range.setStart(node, offset);
    const next = this.paragraphs().find((paragraph) => range.comparePoint(paragraph, 0) >= 0);
    return next ? startOf(next) : this.text.length;
  }

  /**
   * What is selected in the text, clamped to it; null where nothing of it is. Of several ranges
   * (Ctrl and drag in Firefox) the last one counts.
   * @returns {(Span & { several: boolean }) | null}
   */
  selected() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(selection.rangeCount - 1);
    if (!range.intersectsNode(this.root)) return null;
    const start = this.pointAt(range.startContainer, range.startOffset);
    const end = this.pointAt(range.endContainer, range.endOffset);
    return start < end ? { start, end, several: selection.rangeCount > 1 } : null;
  }

  /** Where the caret or the moving end of the selection is; null outside the text. */
  caret() {
    const selection = getSelection();
    if (!selection?.focusNode || !this.root.contains(selection.focusNode)) return null;
    return this.pointAt(selection.focusNode, selection.focusOffset);
  }

  /** @param {Span} span @returns {Range} */
  rangeOf({ start, end }) {
    const range = document.createRange();
    range.setStart(...this.#place(start, false));
    range.setEnd(...this.#place(end, true));
    return range;
  }

  /**
   * The words of `span` as the page shows them; null where its paragraphs are no longer as the server
   * wrote them, which translators and extensions do: then nobody knows what was selected.
   * @param {Span} span
   */
  shownWords(span) {
    if (this.root.children.length !== this.#starts.length) return null;
    let words = "";
    for (const paragraph of this.paragraphsIn(span)) {
      const { length = "", separator = "" } = paragraph.dataset;
      const [start, shown] = [startOf(paragraph), paragraph.textContent ?? ""];
      const end = start + Number(length);
      if (shown !== this.text.slice(start, end) || this.text.after(start, shown) !== end) return null;
      const part = { start: Math.max(start, span.start), end: Math.min(end, span.end) };
      words += this.rangeOf(part).toString() + (end < span.end ? separator : "");
    }
    return words;
  }

  /** @param {Span} span */
  select(span) {
    const range = this.rangeOf(span);
    getSelection()?.setBaseAndExtent(
      range.startContainer,
      range.startOffset,
      range.endContainer,
      range.endOffset,
    );
  }

  /**
   * Do `change`, which replaces paragraphs, and put the selection back as it was: a range whose
   * nodes are replaced falls to the start of the paragraph.
   * @param {() => void} change
   */
  keepingSelection(change) {
    const selection = getSelection();
    const inText = (/** @type {Node | null | undefined} */ node) =>
      !!node && this.root.contains(node);
    if (!selection || !inText(selection.anchorNode) || !inText(selection.focusNode)) {
      change();
      return;
    }
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    const anchor = this.pointAt(/** @type {Node} */ (anchorNode), anchorOffset);
    const focus = this.pointAt(/** @type {Node} */ (focusNode), focusOffset);
    change();
    const [startNode, startOffset] = this.#place(anchor, anchor > focus);
    const [endNode, endOffset] = this.#place(focus, focus > anchor);
    selection.setBaseAndExtent(startNode, startOffset, endNode, endOffset);
  }

  /** Where a headline ends that is the first paragraph; 0 where it is not. */
  get headlineEnd() {
    const [first] = this.paragraphs();
    return first?.matches(".headline") ? Number(first.dataset.length) : 0;
  }

  /** The first code point of the first paragraph that the window shows. */
  firstVisible() {
    const shown = this.paragraphs().find(
      (paragraph) => paragraph.getBoundingClientRect().bottom > PINNED,
    );
    return shown ? startOf(shown) : 0;
  }

  /**
   * The DOM point of a code point: at an edge between text nodes the earlier one for an end, else
   * the later one, so that a range holds no empty stretch.
   * @param {number} point @param {boolean} isEnd @returns {[Node, number]}
   */
  #place(point, isEnd) {
    const number = Math.max(0, this.#numberAt(isEnd ? point - 1 : point));
    const paragraph = this.root.children[number];
    if (!paragraph) return [this.root, 0];
    const start = this.#starts[number];
    let left = this.text.slice(start, Math.max(point, start)).length;
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    /** @type {[Node, number]} */
    let last = [paragraph, 0];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = /** @type {Text} */ (node).data.length;
      if (left < length || (isEnd && left === length)) return [node, left];
      left -= length;
      last = [node, length];
    }
    return last;
  }
}

/** @param {HTMLElement} paragraph */
function startOf(paragraph) {
  return Number(paragraph.dataset.start);
}

/** The revision's text, up to line feeds at its end. @param {HTMLElement[]} paragraphs */
function wholeText(paragraphs) {
  const before = paragraphs.length ? "\n".repeat(startOf(paragraphs[0])) : "";
  return (
    before +
    paragraphs
      .map((paragraph) => paragraph.textContent + (paragraph.dataset.separator ?? ""))
      .join("")
  );
}
