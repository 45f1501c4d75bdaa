/**
 * The draft: the span to be tagged next. It comes from a selection (mouse, touch or keys), from
 * whole sentences or from tapped words; it is trimmed, highlighted and passed to the dock.
 */

import { fill, gettext, ngettext } from "../ui/i18n.js";
import { placesOf } from "../text/occurrences.js";
import { countWords, growPast, sentenceAt, shrinkBySentence } from "../text/words.js";
import { snap, stepEdge, trim } from "../text/words.js";

/** @typedef {import("../text/offsets.js").Span} Span */

const LONGEST = 2000;
const PAUSE = 200;

export class Draft {
  /** @type {Span | null} */ span = null;
  /** Whether it goes on without a selection, as tapped words do. */
  #held = false;
  /** Whether a label goes to every place of the words. */ everywhere = false;
  /** How the last selection was made. @type {"mouse" | "touch" | "keys"} */ #hand = "mouse";
  #pressed = false;
  /** Whether what is selected grows to whole words: not by keys, and not with Alt held. */
  #toWords = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {{ page: import("./dom.js").Page, article: import("../text/article-text.js").ArticleText,
   *   highlights: import("../text/highlights.js").Highlights, onChange: () => void, signal: AbortSignal }} options
   */
  constructor(options) {
    this.article = options.article;
    this.options = options;
    const { signal } = options;
    const { root } = this.article;
    root.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    addEventListener("pointerup", (event) => this.#release(event), { signal });
    addEventListener("pointercancel", () => (this.#pressed = false), { signal });
    root.addEventListener("keydown", (event) => this.#typed(event), { signal });
    document.addEventListener("selectionchange", () => this.#selectionChanged(), { signal });
  }

  /** The span that a label would be given now. @returns {Span | null} */
  now() {
    const selected = this.article.selected();
    if (!selected) return this.#held ? this.span : null;
    return this.#isShown(selected) ? this.span : this.#tidy(selected);
  }

  /** @param {Span | null} span @param {{ held?: boolean }} [options] */
  set(span, { held = false } = {}) {
    const { highlights, onChange } = this.options;
    this.#held = held && span !== null;
    if (span && this.isTooLong(span)) span = null;
    this.everywhere = false;
    this.span = span;
    highlights.show("draft", span && !this.#isSeen(span) ? [span] : []);
    onChange();
  }

  places() {
    return this.span ? placesOf(this.article.text, this.span) : [];
  }

  /** Mark every place, or this one alone again. */
  turnEverywhere() {
    const places = this.places();
    if (!this.span || places.length < 2) return;
    this.everywhere = !this.everywhere;
    this.options.highlights.show("draft", this.everywhere ? places : []);
    this.options.onChange();
  }

  /** Whether the span is longer than can be marked, which is then said. @param {Span} span */
  isTooLong({ start, end }) {
    const isTooLong = end - start > LONGEST;
    if (isTooLong)
      this.options.page.tell(
        fill(gettext("At most %(most)s characters can be marked at once."), {
          most: LONGEST.toLocaleString(),
        }),
      );
    return isTooLong;
  }

  /** Discard the draft; with a text cursor the caret stays at its end. @param {{ caret: boolean }} options */
  clear({ caret }) {
    const selection = getSelection();
    if (this.article.selected()) {
      if (caret) selection?.collapseToEnd();
      else selection?.removeAllRanges();
    }
    this.set(null);
  }

  /** Select the sentence at the caret, at `span` or on the screen; then one more each time. @param {Span | null} span */
  grow(span) {
    const { text } = this.article;
    const now = this.now();
    if (now) return this.select(growPast(text, now, this.article.headlineEnd));
    const at = span?.start ?? this.article.caret() ?? this.article.firstVisible();
    return this.select(sentenceAt(text, at));
  }

  shrink() {
    const now = this.now();
    if (now) this.select(shrinkBySentence(this.article.text, now));
  }

  /** @param {"start" | "end"} edge @param {1 | -1} direction */
  step(edge, direction) {
    const now = this.now();
    if (now)
      this.select(stepEdge(this.article.text, now, edge, "word", direction), { held: this.#held });
  }

  /** "8 words", for the dock. */
  measure() {
    if (!this.span) return "";
    return ngettext("%(n)s word", "%(n)s words", countWords(this.article.text, this.span));
  }

  /** Make it the draft, selected as if by hand. @param {Span | null} span @param {{ held?: boolean }} [options] */
  select(span, { held = false } = {}) {
    if (!span) return;
    if (!held) this.article.select(span);
    this.set(span, { held });
    this.options.page.say(this.measure());
  }

  /** @param {PointerEvent} event */
  #press(event) {
    this.#hand = event.pointerType === "mouse" ? "mouse" : "touch";
    this.#pressed = this.#hand === "mouse";
    this.#toWords = true;
  }

  /** @param {PointerEvent} event */
  #release(event) {
    if (!this.#pressed) return;
    this.#pressed = false;
    this.#toWords = !event.altKey;
    // A click into a selection clears it only after this event.
    setTimeout(() => this.#take());
  }

  /** @param {KeyboardEvent} event */
  #typed(event) {
    if (!/^(Arrow|Home|End|Page)/.test(event.key)) return;
    this.#hand = "keys";
    this.#toWords = false;
  }

  #selectionChanged() {
    clearTimeout(this.#timer);
    if (this.#pressed) return;
    // Touch has no event for "done selecting", and keys come in runs: wait for a rest.
    this.#timer = setTimeout(() => this.#take(), PAUSE);
  }

  #take() {
    const selected = this.article.selected();
    if (!selected) {
      if (this.span && !this.#held) this.set(null);
      return;
    }
    if (this.#isShown(selected)) return;
    if (selected.several)
      this.options.page.tell(gettext("Only the last of several selections is used."));
    const span = this.#tidy(selected);
    // Under a finger the handles must stay, and under Shift and arrows the moving end.
    if (span && this.#hand === "mouse") this.article.select(span);
    this.set(span);
  }

  /** Whether the browser's selection already shows the span, so that it needs no highlight. @param {Span} span */
  #isSeen({ start, end }) {
    const selected = this.article.selected();
    return selected !== null && selected.start <= start && end <= selected.end;
  }

  /** @param {Span} selected */
  #isShown({ start, end }) {
    return this.span !== null && this.span.start === start && this.span.end === end;
  }

  /** @param {Span} selected */
  #tidy(selected) {
    const { text } = this.article;
    const span = trim(text, selected);
    if (!span) return null;
    const toWords = this.#toWords && "snapWords" in this.options.page.data;
    return snap(text, span, toWords ? "word" : "grapheme");
  }
}
