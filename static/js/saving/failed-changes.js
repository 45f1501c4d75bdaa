/**
 * The dialog of refused changes: for each change the reason, both versions side by side if they
 * differ, and the available choices.
 */

import { describeChange } from "./describe-change.js";
import { staleChoices, describeProblem } from "../ui/refusal.js";
import { gettext, ngettext } from "../ui/i18n.js";

/** @typedef {import("./queue.js").Change} Change */
/** @typedef {Change & { problem: import("../ui/requests.js").Problem }} Refused */

const LONGEST_WORDS = 80;

export class FailedChanges {
  /**
   * @param {{ page: import("../workspace/dom.js").Page, saver: import("./saver.js").Saver,
   *   edits: import("../workspace/edits.js").Edits, article: import("../text/article-text.js").ArticleText,
   *   current: import("../workspace/active-card.js").ActiveCard, refresh: () => void }} options
   */
  constructor(options) {
    this.options = options;
    this.dialog = options.page.dialog("#needs");
    this.dialog.addEventListener("click", (event) => this.#click(event));
    this.dialog.addEventListener("close", () => options.page.keepFocus());
  }

  /** Open the dialog if a change was refused and no other dialog is open; one that is open shows all. */
  open() {
    const { dialog } = this;
    if (document.querySelector("dialog[open]:not(#needs)")) return;
    if (!this.#fill()) return;
    if (dialog.open) return;
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  }

  /** @returns {Refused[]} */
  #refused() {
    const changes = this.options.saver.store.all();
    return /** @type {Refused[]} */ (changes.filter((change) => change.problem));
  }

  #fill() {
    const refused = this.#refused();
    const [heading, together] = ["h2", "[data-needs-all]"].map((part) =>
      /** @type {HTMLElement | null} */ (this.dialog.querySelector(part)),
    );
    if (heading && refused.length)
      heading.textContent = ngettext(
        "%(n)s change was not saved",
        "%(n)s changes were not saved",
        refused.length,
      );
    if (together) together.hidden = refused.length < 2;
    this.dialog
      .querySelector("[data-needs]")
      ?.replaceChildren(...refused.map((change) => this.#item(change)));
    return refused.length > 0;
  }

  /** @param {Refused} change */
  #item(change) {
    const { problem } = change;
    const { page } = this.options;
    const words = this.#words(change);
    const short = words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
    const item = document.createElement("li");
    item.dataset.key = change.key;
    const title = Object.assign(document.createElement("h3"), {
      textContent: describeChange(change, short, page.label(change.fields.label)?.noun),
    });
    const choices =
      problem.code === "stale"
        ? staleChoices()
        : { again: gettext("Try again"), theirs: gettext("Discard") };
    item.append(title, ...describeProblem(problem, change.fields, choices));
    return item;
  }

  /** The words that a change is about. @param {Refused} change */
  #words({ id, fields, problem, words }) {
    const { current, article } = this.options;
    const span = current.span(id);
    const shown = span ? article.text.slice(span.start, span.end) : "";
    return fields.exact ?? String(problem.current?.exact || words || shown);
  }

  /** @param {MouseEvent} event */
  async #click(event) {
    const { dialog } = this;
    const button = /** @type {Element} */ (event.target).closest("[data-choice]");
    const choice = button?.getAttribute("data-choice");
    if (!button || !choice) return;
    const key = button.closest("[data-key]")?.getAttribute("data-key");
    for (const change of this.#refused()) {
      // A button of no one change is for all of them.
      if (key === undefined || key === change.key) await this.#choose(choice, change);
    }
    if (!this.#fill()) dialog.close();
    else if (document.activeElement === document.body) dialog.querySelector("h2")?.focus();
  }

  /** @param {string} choice @param {Refused} change */
  async #choose(choice, change) {
    const { saver, edits, refresh } = this.options;
    if (choice === "theirs") {
      edits.forget(change);
      refresh();
    } else {
      await saver.again(change, choice === "mine" ? change.problem.current?.version : undefined);
    }
  }
}
