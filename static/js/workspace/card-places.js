/**
 * Puts the cards beside their words, where the window has room for two columns. What is read of the
 * page is read before anything is written to it, once a frame.
 */

import { keepInside, placeCards } from "./margin.js";
import { topOf } from "../text/in-view.js";

/** What the current card keeps from the edges of the window and of what is pinned, in CSS pixels. */
const AIR = 8;
/** How much of a line has to be seen, in CSS pixels. */
const LINE = 24;

export class CardPlaces {
  #wide = matchMedia("(min-width: 60rem)");
  #frame = 0;
  /** What the last look at the page found; scrolling alone needs no other. @type {{ cards: HTMLElement[], wanted: number[], heights: number[] } | null} */
  #seen = null;

  /**
   * @param {{ page: import("./dom.js").Page, article: import("../text/article-text.js").ArticleText,
   *   signal: AbortSignal }} options
   */
  constructor({ page, article, signal }) {
    this.article = article;
    this.list = page.the("#cards");
    this.pinned = page.the(".margin-head");
    const look = () => this.look();
    const sizes = new ResizeObserver(look);
    for (const part of [article.root, this.pinned]) sizes.observe(part);
    const changes = new MutationObserver(look);
    const attributeFilter = ["class", "hidden"];
    changes.observe(this.list, { childList: true, subtree: true, attributes: true, attributeFilter });
    signal.addEventListener("abort", () => (sizes.disconnect(), changes.disconnect()));
    // A paragraph that comes near is as high as it is, and no longer as was guessed.
    const options = { signal, capture: true };
    article.root.addEventListener("contentvisibilityautostatechange", look, options);
    this.#wide.addEventListener("change", look, { signal });
    addEventListener("scroll", () => this.#soon(), { signal, passive: true });
    addEventListener("resize", look, { signal });
    for (const event of ["focusin", "focusout"]) this.list.addEventListener(event, look, { signal });
    document.fonts?.ready.then(look);
    look();
  }

  /** Look at the page anew, and put the cards in their places. */
  look() {
    this.#seen = null;
    this.#soon();
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#place();
    });
  }

  #place() {
    if (!this.#wide.matches) {
      for (const card of this.list.children) /** @type {HTMLElement} */ (card).style.translate = "";
      this.list.style.minHeight = "";
      return;
    }
    const from = this.list.getBoundingClientRect().top;
    const isNew = this.#seen === null;
    const { cards, wanted, heights } = (this.#seen ??= this.#read(from));
    const edges = {
      top: this.pinned.getBoundingClientRect().bottom + AIR - from,
      bottom: innerHeight - AIR - from,
    };
    const current = cards.findIndex((card) => card.classList.contains("current"));
    const isAway = wanted[current] < edges.top - LINE || wanted[current] > edges.bottom - LINE;
    cards[current]?.classList.toggle("away", isAway);
    const tops = [...wanted];
    if (current !== -1) tops[current] = keepInside(wanted[current], heights[current], edges);
    // Out of sight of its words it lies over the others, which stay with theirs.
    const others = isAway ? cards.map((_, place) => place).filter((place) => place !== current) : [];
    const placed = isAway
      ? placeCards(...[wanted, heights].map((all) => others.map((place) => all[place])), -1)
      : placeCards(tops, heights, current);
    placed.forEach((top, place) => (tops[others[place] ?? place] = top));
    cards.forEach((card, place) => (card.style.translate = `0 ${Math.round(tops[place])}px`));
    const last = cards.length - 1;
    if (isNew) this.list.style.minHeight = `${Math.ceil((tops[last] ?? 0) + (heights[last] ?? 0))}px`;
  }

  /** @param {number} from where the list begins in the window */
  #read(from) {
    const shown = "li:not([hidden]), li.suggestion.current";
    const cards = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll(shown)]);
    let least = 0;
    const wanted = cards.map(({ dataset }) => {
      // Two that begin in one line stand in the order of the list.
      least = Math.max(least, topOf(this.article, Number(dataset.start)) - from);
      return least;
    });
    return { cards, wanted, heights: cards.map((card) => card.offsetHeight) };
  }
}
