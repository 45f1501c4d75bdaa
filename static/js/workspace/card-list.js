/**
 * The list of cards. A filter hides cards here if all of them are on the page; otherwise the server
 * filters.
 */

import { fragment } from "../ui/requests.js";
import { swapList } from "../saving/swap-fragments.js";

/** @typedef {import("../text/offsets.js").Span} Span */

/** The length of the end of an annotation's id that its marks carry. */
export const SHORT_ID = 13;
/** How long scrolling must pause before cards are loaded, in milliseconds. */
const REST = 250;

export class CardList {
  #label = "all";

  /** @type {ReturnType<typeof setTimeout> | undefined} */ #resting;
  /** The latest request for cards, until it is answered. @type {object | null} */ #latest = null;
  /** Called after other cards have been brought. */ onBrought = () => {};

  /** @param {HTMLElement} page @param {import("../text/article-text.js").ArticleText} article @param {AbortSignal} signal */
  constructor(page, article, signal) {
    this.page = page;
    this.article = article;
    const scrolled = () => {
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => this.follow(), REST);
    };
    addEventListener("scroll", scrolled, { signal, passive: true });
    const pressed = page.querySelector("[data-filter][aria-pressed=true]");
    this.#label = pressed?.getAttribute("data-filter") ?? "all";
    this.#isEvery = this.#label === "all";
    this.#isWhole = this.#isEvery && !page.querySelector(".more-cards");
    this.#related = this.#cards();
    // What an editor has marked comes first; of what is suggested the words are dotted in the text.
    const asked = new URLSearchParams(location.search);
    const isAsked = ["label", "suggestion"].some((name) => asked.has(name));
    if (!isAsked && page.querySelector("[data-filter=mine]")) this.filter("mine");
  }

  /** Whether every card is on the page; else a filter is a question to the server. */
  #isWhole;

  /** Whether the cards that are here are of every kind; then those of one's own are told from the suggested here. */
  #isEvery;

  /** The cards that the marks point to. @type {Map<string, HTMLElement>} */
  #related;

  /** Show one label's cards; false where only the server can. @param {string} label */
  filter(label) {
    if (!this.#isWhole && !(this.#isEvery && ["mine", "all"].includes(label))) return false;
    this.#label = label;
    this.filterAgain();
    return true;
  }

  /** Hide what the filter leaves out, after cards and these paragraphs have changed. @param {Span[]} [swapped] */
  filterAgain(swapped) {
    for (const button of this.page.querySelectorAll("[data-filter]")) {
      button.setAttribute(
        "aria-pressed",
        String(button.getAttribute("data-filter") === this.#label),
      );
    }
    for (const card of this.page.querySelectorAll("#cards > li")) {
      const isIn =
        ["all", card.getAttribute("data-label")].includes(this.#label) ||
        (this.#label === "mine" && card.hasAttribute("data-annotation")) ||
        (["suggested", "carried"].includes(this.#label) && card.hasAttribute("data-suggestion"));
      card.toggleAttribute("hidden", !isIn);
    }
    if (this.#isWhole) this.#countSeveral();
    this.relate(swapped);
  }

  /** Keep the numbers of what can be accepted together. */
  #countSeveral() {
    for (const link of this.page.querySelectorAll("[data-several]")) {
      const label = CSS.escape(link.getAttribute("data-several") ?? "");
      const number = this.page.querySelectorAll(`#cards > .suggestion[data-label="${label}"]`).length;
      link.toggleAttribute("hidden", number < 2);
      for (const shown of link.querySelectorAll("[data-number]")) shown.textContent = String(number);
    }
  }

  /**
   * Bring the cards among which `id` is, those round a place in the text, or the neighbouring ones;
   * false where there are none.
   * @param {{ id: string } | { at: number } | { rel: "next" | "prev" }} which
   */
  async bring(which) {
    const link = "rel" in which ? this.page.querySelector(`.more-cards [rel=${which.rel}]`) : null;
    if ("rel" in which && !link) return false;
    const url = new URL(link instanceof HTMLAnchorElement ? link.href : location.href);
    if (!link) for (const name of ["card", "suggestion", "from", "at"]) url.searchParams.delete(name);
    if ("at" in which) url.searchParams.set("at", String(which.at));
    if ("id" in which)
      url.searchParams.set(/^\d+$/.test(which.id) ? "suggestion" : "card", which.id);
    this.#latest = which;
    const { body, problem } = await fragment(url.href);
    // The cards of a scrolled text come too late if others were requested meanwhile.
    const isOvertaken = "at" in which && this.#latest !== which;
    if (this.#latest === which) this.#latest = null;
    if (problem || isOvertaken) return false;
    swapList(this.page, new DOMParser().parseFromString(body, "text/html"));
    this.filterAgain();
    this.onBrought();
    return true;
  }

  /**
   * Of more cards than stand here those round what is read now; not while one has the focus, nor
   * while others are on their way.
   */
  async follow() {
    const { page, article } = this;
    const cards = page.querySelectorAll("#cards > li");
    if (!cards.length || page.querySelector("#cards :focus")) return;
    if (this.#latest && !("at" in this.#latest)) return;
    const at = article.firstVisible();
    const rel = at < startOf(cards[0]) ? "prev" : at > startOf(cards[cards.length - 1]) && "next";
    if (rel && page.querySelector(`.more-cards [rel=${rel}]`)) await this.bring({ at });
  }

  /**
   * Have the marks under cards that came or went, and those of paragraphs just `swapped`, point to
   * the card of their shortest annotation, if that stands here: however long the text, all others
   * do so already.
   * @param {Span[]} [swapped]
   */
  relate(swapped = []) {
    const { article } = this;
    const [before, now] = [this.#related, this.#cards()];
    this.#related = now;
    const changed = [...before, ...now].filter(([key]) => before.has(key) !== now.has(key));
    const spans = [...swapped, ...changed.map(([, card]) => spanOf(card))];
    for (const paragraph of new Set(spans.flatMap((span) => article.paragraphsIn(span)))) {
      for (const mark of paragraph.querySelectorAll("mark")) {
        const { annotations = "", suggestions = "" } = mark.dataset;
        const id = `${annotations} ${suggestions}`.split(" ").find((id) => now.has(id));
        if (id) mark.setAttribute("aria-details", now.get(id)?.id ?? "");
        else mark.removeAttribute("aria-details");
      }
    }
  }

  /** The cards by what marks call them. @returns {Map<string, HTMLElement>} */
  #cards() {
    const cards = /** @type {HTMLElement[]} */ ([...this.page.querySelectorAll("#cards > li")]);
    return new Map(
      cards.map((card) => {
        const { annotation = "", suggestion = "" } = card.dataset;
        return [annotation.slice(-SHORT_ID) || suggestion, card];
      }),
    );
  }
}

/** @param {Element} element */
function startOf(element) {
  return Number(element.getAttribute("data-start"));
}

/** @param {HTMLElement} card @returns {Span} */
function spanOf(card) {
  return { start: startOf(card), end: Number(card.dataset.end) };
}
