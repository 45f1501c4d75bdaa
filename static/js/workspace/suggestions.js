/**
 * Suggestions: accepted (as they are or edited), dismissed and restored. Each action is sent as a
 * change, so it waits for the network and can be undone like any other.
 */

import { newId } from "./edits.js";

const ANY = "/0/";

export class Suggestions {
  /**
   * @param {{ page: import("./dom.js").Page, article: import("../text/article-text.js").ArticleText,
   *   current: import("./active-card.js").ActiveCard, saver: import("../saving/saver.js").Saver,
   *   edits: import("./edits.js").Edits, list: import("./card-list.js").CardList }} options
   */
  constructor(options) {
    this.options = options;
  }

  /** Whether the card of that id is a suggestion's. @param {string} id */
  has(id) {
    return "suggestion" in (this.options.current.card(id)?.dataset ?? {});
  }

  /**
   * Make an annotation of it; `edited` are the fields that are to be others, `told` is an element
   * whose data tell what is suggested, by default the card.
   * @param {string} suggestion @param {Record<string, string>} [edited]
   * @param {HTMLElement | null} [told]
   */
  accept(suggestion, edited = {}, told = this.options.current.card(suggestion)) {
    const { edits, current, page } = this.options;
    if (!told || this.#isSent(suggestion)) return undefined;
    const { label = "", attributedTo = "", value = "", unit = "" } = told.dataset;
    const span = { start: Number(told.dataset.start), end: Number(told.dataset.end) };
    const exact = edits.wordsOf(span);
    if (exact === null) return undefined;
    const id = newId();
    // Whatever was suggested, the label that is chosen now may not take it.
    const takesAmount = page.label(edited.label ?? label)?.takes.includes("amount");
    const fields = {
      suggestion,
      id,
      start: String(span.start),
      end: String(span.end),
      exact,
      label,
      attributed_to: attributedTo,
      value: takesAmount ? value : "",
      unit: takesAmount ? unit : "",
      ...edited,
    };
    current.card(suggestion)?.classList.add("answered");
    const url = this.#url(suggestion, "acceptance");
    return edits.make(
      { kind: "add", id, url, fields },
      { kind: "withdraw", id, url: this.#url(suggestion, "return"), fields: { suggestion } },
      { kind: "restore", id, url, fields: { suggestion, again: "1" } },
    );
  }

  /**
   * The id of an own annotation of that label which swallows the suggestion or is swallowed by it.
   * @param {string} suggestion @param {string} [label] by default the suggested one
   */
  swallowed(suggestion, label) {
    const { current } = this.options;
    const [card, span] = [current.card(suggestion), current.span(suggestion)];
    if (!card || !span) return undefined;
    const isNested = (/** @type {HTMLElement} */ { dataset: { start, end } }) => {
      const [from, to] = [Number(start) - span.start, Number(end) - span.end];
      return (from <= 0 && to >= 0) || (from >= 0 && to <= 0);
    };
    const own = current.ofLabel(label ?? card.dataset.label ?? "").find(isNested);
    return own?.dataset.annotation;
  }

  /** @param {string} suggestion @param {Record<string, string>} [edited] */
  acceptAndGoOn(suggestion, edited) {
    const sent = this.accept(suggestion, edited);
    if (sent && this.options.current.id === suggestion) this.goOn();
    return sent;
  }

  /**
   * To the next suggestion, and whether there is one; else the current one stays, so that what
   * becomes of it is current in its place.
   */
  async goOn() {
    const { current, page } = this.options;
    const { id } = current;
    const next = await this.next();
    // Whoever has moved on meanwhile is not called back.
    if (!next || current.id !== id) return next !== null;
    const hadFocus = current.card()?.contains(document.activeElement);
    current.set(next, { scroll: true });
    if (hadFocus) current.card()?.focus();
    else page.say(current.name());
    return true;
  }

  /** The id of the next suggestion that waits, after the current annotation or after what is read; where none is after, of the first one. */
  async next() {
    const { current, list } = this.options;
    const isWaiting = (/** @type {HTMLElement} */ card) => this.#isWaiting(card);
    let found = current.nearest(isWaiting);
    while (!found && (await list.bring({ rel: "next" }))) found = current.nearest(isWaiting);
    return found ?? current.nearest(isWaiting, "start") ?? null;
  }

  /** Say that there is nothing to mark, and go on to the next. @param {string} suggestion */
  dismiss(suggestion) {
    const { edits, current } = this.options;
    const card = this.#unanswered(suggestion);
    if (!card) return undefined;
    card.classList.add("answered");
    const [dismissal, back] = this.#dismissal(suggestion);
    const sent = edits.make(dismissal, back);
    // Of the last one nothing comes: the annotation beside it is next.
    if (current.id === suggestion) this.goOn().then((went) => went || current.goOn());
    return sent;
  }

  /** Let a dismissed one wait again. @param {string} suggestion */
  giveBack(suggestion) {
    const [dismissal, back] = this.#dismissal(suggestion);
    return this.options.edits.make(back, dismissal);
  }

  /** @param {string} suggestion @returns {import("../saving/saver.js").Wish[]} */
  #dismissal(suggestion) {
    const fields = { suggestion };
    return [
      { kind: "dismiss", id: suggestion, url: this.#url(suggestion, "dismissal"), fields },
      { kind: "return", id: suggestion, url: this.#url(suggestion, "return"), fields },
    ];
  }

  /** Its card, unless an answer is on its way already. @param {string} suggestion */
  #unanswered(suggestion) {
    return this.#isSent(suggestion) ? null : this.options.current.card(suggestion);
  }

  /** @param {string} suggestion */
  #isSent(suggestion) {
    const isAbout = (/** @type {import("../saving/queue.js").Change} */ change) =>
      !change.problem && change.fields.suggestion === suggestion;
    return this.options.saver.store.all().some(isAbout);
  }

  /** @param {HTMLElement} card */
  #isWaiting({ dataset: { suggestion } }) {
    return suggestion !== undefined && !this.#isSent(suggestion);
  }

  /** @param {string} suggestion @param {string} what */
  #url(suggestion, what) {
    const { suggestionUrl = "" } = this.options.page.data;
    return `${suggestionUrl.replace(new RegExp(`${ANY}$`), `/${suggestion}/`)}${what}/`;
  }
}
