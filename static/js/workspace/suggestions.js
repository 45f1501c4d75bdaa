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
   *   edits: import("./edits.js").Edits }} options
   */
  constructor(options) {
    this.options = options;
  }

  /** Whether the card of that id is a suggestion's. @param {string} id */
  has(id) {
    return "suggestion" in (this.options.current.card(id)?.dataset ?? {});
  }

  /**
   * Make an annotation of it; `edited` are the fields that are to be others.
   * @param {string} suggestion @param {Record<string, string>} [edited]
   */
  accept(suggestion, edited = {}) {
    const { edits, current, page, article } = this.options;
    const card = this.#unanswered(suggestion);
    const span = current.span(suggestion);
    if (!card || !span) return undefined;
    const { label = "", attributedTo = "", value = "", unit = "" } = card.dataset;
    const id = newId();
    // Whatever was suggested, the label that is chosen now may not take it.
    const takesAmount = page.label(edited.label ?? label)?.takes.includes("amount");
    const fields = {
      suggestion,
      id,
      start: String(span.start),
      end: String(span.end),
      exact: article.text.slice(span.start, span.end),
      label,
      attributed_to: attributedTo,
      value: takesAmount ? value : "",
      unit: takesAmount ? unit : "",
      ...edited,
    };
    card.classList.add("answered");
    const url = this.#url(suggestion, "acceptance");
    return edits.make(
      { kind: "add", id, url, fields },
      { kind: "withdraw", id, url: this.#url(suggestion, "return"), fields: { suggestion } },
      { kind: "restore", id, url, fields: { suggestion, again: "1" } },
    );
  }

  /** Say that there is nothing to mark, and go on to the next. @param {string} suggestion */
  dismiss(suggestion) {
    const { edits, current } = this.options;
    const card = this.#unanswered(suggestion);
    if (!card) return undefined;
    card.classList.add("answered");
    if (current.id === suggestion) current.goOn();
    const [dismissal, back] = this.#dismissal(suggestion);
    return edits.make(dismissal, back);
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
    const { current, saver } = this.options;
    const isSent = saver.store
      .all()
      .some((change) => !change.problem && change.fields.suggestion === suggestion);
    return isSent ? null : current.card(suggestion);
  }

  /** @param {string} suggestion @param {string} what */
  #url(suggestion, what) {
    const { suggestionUrl = "" } = this.options.page.data;
    return `${suggestionUrl.replace(new RegExp(`${ANY}$`), `/${suggestion}/`)}${what}/`;
  }
}
