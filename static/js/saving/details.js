/**
 * Asks for what the answers to changes leave out, when the editor pauses: cards with their hints at
 * other articles, and the lists at the foot of the margin. One request for all, given up when the
 * next change is made. This module is imported when there is something to ask for.
 */

import { swapAtFoot, swapCard } from "./swap-fragments.js";

/** How long nothing must have changed, in milliseconds. */
const PAUSE = 600;
const LISTS = ["withdrawn", "dismissed"];

export class Details {
  /** @type {Set<string>} */ #cards = new Set();
  /** @type {Set<string>} */ #lists = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {AbortController | null} */ #asking = null;

  /** @param {import("./apply-response.js").Responses["options"]} options */
  constructor(options) {
    this.options = options;
  }

  /** @param {import("../ui/requests.js").Envelope["later"]} later */
  ask({ cards, lists }) {
    for (const id of cards) this.#cards.add(id);
    for (const name of lists) this.#lists.add(name);
    this.wait();
  }

  /** Give up what is asked just now, and ask when nothing has changed for a while. */
  wait() {
    this.#asking?.abort();
    clearTimeout(this.#timer);
    if (this.#cards.size + this.#lists.size) this.#timer = setTimeout(() => this.#send(), PAUSE);
  }

  async #send() {
    const { page, saver } = this.options;
    // What is on its way, or waits for the network or a sign-in, calls `wait` once it is there.
    const isUnderWay = saver.store.all().some((change) => !change.problem);
    if (isUnderWay || saver.signedOut || !navigator.onLine) return;
    const query = new URLSearchParams();
    for (const id of this.#cards) query.append("card", id);
    for (const name of this.#lists) query.append("list", name);
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const response = await fetch(`${page.data.detailsUrl}?${query}`, {
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        signal: asking.signal,
      });
      if (response.ok) this.#show(await response.json());
    } catch {
      // Given up, or no answer: what was to be asked is asked with the next change.
    }
  }

  /** @param {{ cards: { id: string, version: number, card: string }[] } & Record<string, string>} body */
  #show(body) {
    const { current, list, page } = this.options;
    this.#cards.clear();
    this.#lists.clear();
    for (const one of body.cards) {
      const shown = current.card(one.id);
      if (Number(shown?.dataset.version) === one.version) swapCard(page.element, one);
    }
    for (const name of LISTS)
      if (name in body) swapAtFoot(page.element, `#${name}`, body[name]);
    list.filterAgain();
    current.paint();
  }
}
