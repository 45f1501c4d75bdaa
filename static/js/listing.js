/** The list of cards: filtered by label here where all are shown, brought from the server where not. */

import { fragment } from "./requests.js";
import { swapList } from "./swapping.js";

/** How much of an annotation's id its marks say: the end of it. */
export const SHORT = 13;
/** How long a scrolling text has to rest before its cards are brought, in milliseconds. */
const REST = 250;

export class Listing {
  #label = "all";

  /** @type {ReturnType<typeof setTimeout> | undefined} */ #resting;

  /** @param {HTMLElement} page @param {import("./selection.js").Reading} reading @param {AbortSignal} signal */
  constructor(page, reading, signal) {
    this.page = page;
    this.reading = reading;
    const scrolled = () => {
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => this.follow(), REST);
    };
    addEventListener("scroll", scrolled, { signal, passive: true });
    const pressed = page.querySelector("[data-filter][aria-pressed=true]");
    this.#label = pressed?.getAttribute("data-filter") ?? "all";
    this.#isWhole = this.#label === "all" && !page.querySelector(".more-cards");
  }

  /** Whether every card is on the page; else a filter is a question to the server. */
  #isWhole;

  /** Show one label's cards; false where only the server can. @param {string} label */
  filter(label) {
    if (!this.#isWhole) return false;
    this.#label = label;
    this.filterAgain();
    return true;
  }

  /** Hide what the filter leaves out, after cards have changed. */
  filterAgain() {
    for (const button of this.page.querySelectorAll("[data-filter]")) {
      button.setAttribute(
        "aria-pressed",
        String(button.getAttribute("data-filter") === this.#label),
      );
    }
    for (const card of this.page.querySelectorAll("#cards > li")) {
      const isIn =
        ["all", card.getAttribute("data-label")].includes(this.#label) ||
        (this.#label === "suggested" && card.hasAttribute("data-suggestion"));
      card.toggleAttribute("hidden", !isIn);
    }
    this.relate();
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
    const { body, problem } = await fragment(url.href);
    if (problem) return false;
    swapList(this.page, new DOMParser().parseFromString(body, "text/html"));
    this.relate();
    return true;
  }

  /** Of more cards than stand here those round what is read now; not while one has the focus. */
  async follow() {
    const { page, reading } = this;
    const cards = page.querySelectorAll("#cards > li");
    if (!cards.length || page.querySelector("#cards :focus")) return;
    const at = reading.firstVisible();
    const rel = at < startOf(cards[0]) ? "prev" : at > startOf(cards[cards.length - 1]) && "next";
    if (rel && page.querySelector(`.more-cards [rel=${rel}]`)) await this.bring({ at });
  }

  /** Have every mark point to the card of its shortest annotation, if that stands here. */
  relate() {
    const { page, reading } = this;
    const cards = new Map();
    let [first, last] = [Number.POSITIVE_INFINITY, 0];
    for (const card of page.querySelectorAll("#cards > li")) {
      const { annotation = "", suggestion = "" } = /** @type {HTMLElement} */ (card).dataset;
      cards.set(annotation.slice(-SHORT) || suggestion, card.id);
      first = Math.min(first, startOf(card));
      last = Math.max(last, Number(card.getAttribute("data-end")));
    }
    for (const mark of reading.root.querySelectorAll("mark[aria-details]")) {
      if (!document.getElementById(mark.getAttribute("aria-details") ?? ""))
        mark.removeAttribute("aria-details");
    }
    for (const paragraph of reading.paragraphs()) {
      const start = startOf(paragraph);
      if (start > last || start + Number(paragraph.dataset.length) < first) continue;
      for (const mark of paragraph.querySelectorAll("mark:not([aria-details])")) {
        const { annotations = "", suggestions = "" } = /** @type {HTMLElement} */ (mark).dataset;
        const id = `${annotations} ${suggestions}`.split(" ").find((id) => cards.has(id));
        if (id) mark.setAttribute("aria-details", cards.get(id));
      }
    }
  }
}

/** @param {Element} element */
function startOf(element) {
  return Number(element.getAttribute("data-start"));
}
