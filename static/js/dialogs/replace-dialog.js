/**
 * Asks what is to become of an annotation of one's own that a suggestion swallows, or is swallowed
 * by, when that is accepted: two nested annotations of one label would disagree with everybody.
 */

const KEYS = { r: "replace", b: "both" };

export class ReplaceDialog {
  #suggestion = "";
  #own = "";
  /** @type {Record<string, string> | undefined} */ #edited;

  /**
   * @param {{ page: import("../workspace/dom.js").Page, article: import("../text/article-text.js").ArticleText,
   *   current: import("../workspace/active-card.js").ActiveCard, edits: import("../workspace/edits.js").Edits,
   *   suggestions: import("../workspace/suggestions.js").Suggestions }} options
   */
  constructor(options) {
    this.options = options;
    this.dialog = options.page.dialog("#overlap");
    this.dialog.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-choice]");
      if (button) this.#choose(button.getAttribute("data-choice"));
    });
    this.dialog.addEventListener("keydown", (event) => this.#typed(event));
    this.dialog.addEventListener("close", () => options.page.keepFocus());
  }

  /** @param {string} suggestion @param {string} own @param {Record<string, string>} [edited] */
  async open(suggestion, own, edited) {
    const { article, current } = this.options;
    [this.#suggestion, this.#own, this.#edited] = [suggestion, own, edited];
    for (const [part, id] of [["own", own], ["suggested", suggestion]]) {
      const span = current.span(id);
      const words = this.dialog.querySelector(`[data-${part}]`);
      if (span && words) words.textContent = article.text.slice(span.start, span.end);
    }
    const hasMore = current.card(own)?.querySelector("[data-fact], .note");
    const lost = /** @type {HTMLElement | null} */ (this.dialog.querySelector("[data-lost]"));
    if (lost) lost.hidden = !hasMore;
    this.dialog.showModal();
  }

  /** @param {KeyboardEvent} event */
  #typed(event) {
    const isOn = "singleLetterKeys" in this.options.page.data;
    const choice = KEYS[/** @type {"r" | "b"} */ (event.key.toLowerCase())];
    if (!isOn || !choice || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#choose(choice);
  }

  /** @param {string | null} choice */
  #choose(choice) {
    const { edits, suggestions } = this.options;
    this.dialog.close();
    if (choice === "both") suggestions.acceptAndGoOn(this.#suggestion, this.#edited);
    if (choice !== "replace") return;
    edits.history.together(() => {
      if (suggestions.acceptAndGoOn(this.#suggestion, this.#edited)) edits.withdraw(this.#own);
    });
  }
}
