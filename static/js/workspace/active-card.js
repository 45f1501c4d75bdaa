/**
 * The current annotation: its card is expanded, its span is highlighted, and keys act on it. It is
 * set by clicks on marks and by the next and previous commands.
 */

import { SHORT_ID } from "./card-list.js";
import { isLaidOut, settleAt } from "../text/in-view.js";
import { fill, gettext } from "../ui/i18n.js";

/** @typedef {import("../text/offsets.js").Span} Span */

const LONGEST_NAME = 60;
/** How far from the window's edges the current annotation is kept. */
const MARGIN = 80;

export class ActiveCard {
  /** @type {string | null} */ id = null;

  /**
   * @param {{ page: import("./dom.js").Page, article: import("../text/article-text.js").ArticleText,
   *   highlights: import("../text/highlights.js").Highlights, list: import("./card-list.js").CardList,
   *   onChange: () => void }} options
   */
  constructor(options) {
    this.options = options;
    this.cards = options.page.the("#cards");
  }

  /** The card of an id, which may be as short as a mark has it. @param {string} [id] @returns {HTMLElement | null} */
  card(id = this.id ?? "") {
    const is = CSS.escape(id);
    // Only the ids of suggestions have no hyphen.
    return this.cards.querySelector(
      id.includes("-") ? `[data-annotation$="${is}"]` : `[data-suggestion="${is}"]`,
    );
  }

  /** Where an annotation is, by its card or else by its marks. @param {string} [id] @returns {Span | null} */
  span(id = this.id ?? "") {
    const card = this.card(id);
    if (card) return { start: Number(card.dataset.start), end: Number(card.dataset.end) };
    if (!id) return null;
    const { article } = this.options;
    const is = CSS.escape(id.slice(-SHORT_ID));
    const marks = article.root.querySelectorAll(
      `mark[data-annotations~="${is}"], mark[data-suggestions~="${is}"]`,
    );
    if (!marks.length) return null;
    const last = marks[marks.length - 1];
    return {
      start: article.pointAt(marks[0], 0),
      end: article.pointAt(last, last.childNodes.length),
    };
  }

  /** The card's label and first words, as announced. */
  name() {
    const span = this.span();
    const words = span ? this.options.article.text.slice(span.start, span.end) : "";
    const label = this.card()?.querySelector(".label")?.textContent?.trim() ?? "";
    return `${label}: ${words.length > LONGEST_NAME ? `${words.slice(0, LONGEST_NAME)}…` : words}`;
  }

  /** @param {string | null} id @param {{ scroll?: boolean }} [options] */
  set(id, { scroll = false } = {}) {
    this.id = id;
    for (const card of this.cards.querySelectorAll(".current")) {
      card.classList.remove("current");
      card.removeAttribute("aria-current");
    }
    this.paint();
    if (scroll) this.reveal();
    this.options.onChange();
  }

  /** Mark the card as current and highlight the span, also after a swap. */
  paint() {
    const card = this.card();
    card?.classList.add("current");
    card?.setAttribute("aria-current", "true");
    const span = this.span();
    this.options.highlights.show("active", span ? [span] : []);
  }

  /** Make the shortest annotation of a mark current; the next longer one each time after. @param {HTMLElement} mark */
  async atMark(mark) {
    const { annotations = "", suggestions = "" } = mark.dataset;
    const ids = `${annotations} ${suggestions}`.split(" ").filter(Boolean);
    const next = (ids.indexOf((this.id ?? "").slice(-SHORT_ID)) + 1) % ids.length;
    const id = ids[next];
    if (!this.card(id)) await this.options.list.bring({ id });
    const card = this.card(id);
    this.set(card ? idOf(card) : id);
    const which = { name: this.name(), n: next + 1, all: ids.length };
    const { page } = this.options;
    page.say(
      ids.length > 1 ? fill(gettext("%(name)s – %(n)s of %(all)s here"), which) : which.name,
    );
  }

  /** The next or previous annotation in the list; from nowhere, the first one on the screen. @param {1 | -1} direction */
  async step(direction) {
    const { list, page } = this.options;
    const inList = this.cards.contains(document.activeElement);
    let next = this.#beside(direction);
    if (!next && (await list.bring({ rel: direction > 0 ? "next" : "prev" }))) {
      next = this.#shown().at(direction > 0 ? 0 : -1);
    }
    if (!next) {
      if (!this.#shown().length) return page.tell(gettext("There is no annotation here."));
      return page.tell(
        direction > 0 ? gettext("That was the last one.") : gettext("That was the first one."),
      );
    }
    this.set(idOf(next), { scroll: true });
    // Screen readers announce a focused card by themselves.
    if (inList) next.focus();
    else page.say(this.name());
  }

  /** Move from a card that is removed to the next one, without scrolling the text. */
  goOn() {
    const next = this.#beside(1) ?? this.#beside(-1);
    const hadFocus = this.card()?.contains(document.activeElement);
    this.set(next ? idOf(next) : null, { scroll: true });
    if (hadFocus) next?.focus();
    else if (next) this.options.page.say(this.name());
  }

  /**
   * The id of the first card after the current one, or after what is read, that is `wanted`; with
   * `from` "start" of any.
   * @param {(card: HTMLElement) => boolean} wanted @param {"here" | "start"} [from]
   */
  nearest(wanted, from = "here") {
    const cards = /** @type {HTMLElement[]} */ ([...this.cards.children]);
    const here = cards.findIndex((card) => idOf(card) === this.id);
    const first = here === -1 ? cards.indexOf(this.#firstShown(cards, 1) ?? cards[0]) : here + 1;
    const found = cards.slice(from === "here" ? first : 0).find(wanted);
    return found && idOf(found);
  }

  /** The cards of own annotations of that label. @param {string} label @returns {HTMLElement[]} */
  ofLabel(label) {
    const own = `[data-annotation][data-label="${CSS.escape(label)}"]`;
    return [...this.cards.querySelectorAll(own)].filter((card) => card instanceof HTMLElement);
  }

  #shown() {
    return /** @type {HTMLElement[]} */ ([
      ...this.cards.querySelectorAll("li:not([hidden])"),
    ]);
  }

  /** @param {1 | -1} direction */
  #beside(direction) {
    const cards = this.#shown();
    const here = cards.findIndex((card) => idOf(card) === this.id);
    return here === -1 ? this.#firstShown(cards, direction) : cards[here + direction];
  }

  /** @param {HTMLElement[]} cards @param {1 | -1} direction */
  #firstShown(cards, direction) {
    const from = this.span()?.start ?? this.options.article.caret() ?? this.options.article.firstVisible();
    const after = cards.find((card) => Number(card.dataset.start) >= from);
    const before = cards.findLast((card) => Number(card.dataset.start) < from);
    return direction > 0 ? (after ?? cards[0]) : (before ?? cards.at(-1));
  }

  /** Scroll its words, or others, to where a sheet at the bottom of a small screen does not cover them. */
  async reveal(span = this.span()) {
    if (!span) return;
    const paragraph = this.options.article.paragraphAt(span.start);
    if (paragraph && !isLaidOut(paragraph)) await settleAt(paragraph);
    const box = this.options.article.rangeOf(span).getBoundingClientRect();
    const room = innerWidth < 960 ? innerHeight / 4 : innerHeight - MARGIN;
    if (box.top < MARGIN || box.bottom > room)
      scrollBy({ top: box.top - MARGIN - innerHeight / 24 });
  }
}

/** The annotation's or suggestion's id. @param {HTMLElement} card */
export function idOf(card) {
  return card.dataset.annotation ?? card.dataset.suggestion ?? null;
}
