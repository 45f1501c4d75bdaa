/**
 * Applies the server's responses to the page: for changes of this tab and for changes made
 * elsewhere.
 */

import { fragment } from "../ui/requests.js";
import { swapEnvelope, swapPage } from "./swap-fragments.js";
import { gettext } from "../ui/i18n.js";

/** @typedef {import("./queue.js").Change} Change */
/** @typedef {import("../ui/requests.js").Envelope} Envelope */

export class Responses {
  /** @type {import("./details.js").Details | null | undefined} */ details;
  /** What is to be asked once that module is here. @type {Envelope["later"][]} */ #unasked = [];

  /**
   * @param {{ page: import("../workspace/dom.js").Page, article: import("../text/article-text.js").ArticleText,
   *   highlights: import("../text/highlights.js").Highlights, current: import("../workspace/active-card.js").ActiveCard,
   *   edits: import("../workspace/edits.js").Edits, openFailed: () => void,
   *   list: import("../workspace/card-list.js").CardList, freshness: import("./freshness.js").Freshness,
   *   saver: import("./saver.js").Saver }} options
   */
  constructor(options) {
    this.options = options;
  }

  /** @param {Change} change @param {Envelope} envelope */
  done(change, envelope) {
    const { id } = this.options.current;
    const isNew = change.kind === "add" || change.kind === "restore";
    const { suggestion } = change.fields;
    this.show(envelope, {
      // An editor who has moved on from the suggestion is not taken back to it.
      makeCurrent: change.id === id || (isNew && (!suggestion || suggestion === id)),
      otherwise: ["withdraw", "return"].includes(change.kind) ? suggestion : undefined,
    });
  }

  /**
   * Show what has changed; `otherwise` is what becomes current where there is no card for it.
   * @param {Envelope} envelope @param {{ makeCurrent: boolean, otherwise?: string }} options
   */
  show(envelope, { makeCurrent, otherwise }) {
    const { page, article, highlights, current, list, freshness } = this.options;
    if (!swapEnvelope(page.element, article, envelope)) freshness.soon();
    list.filterAgain(envelope.paragraphs);
    highlights.redraw();
    if (otherwise) current.set(otherwise, { scroll: true });
    else if (makeCurrent) current.set(envelope.card && (envelope.annotation?.id ?? null));
    else current.paint();
    page.say(envelope.message);
    this.#ask(envelope.later);
  }

  /** Ask for the rest when the editor pauses. @param {Envelope["later"]} later */
  async #ask(later) {
    const { page } = this.options;
    if (!later.cards.length && !later.lists.length) return;
    this.#unasked.push(later);
    const module = await import(page.data.details ?? "").catch(() => null);
    this.details ??= module && new module.Details(this.options);
    if (this.details) for (const one of this.#unasked.splice(0)) this.details.ask(one);
  }

  /** @param {Change} change @param {import("../ui/requests.js").Problem} problem */
  refused(change, problem) {
    const { edits, current, openFailed, page } = this.options;
    if (problem.code === "submitted") edits.history.clear();
    if (change.kind === "add" && problem.code === "same-span") {
      // Nothing is lost: the same words already have this label.
      edits.forget(change);
      current.set(problem.annotation ?? null);
      page.tell(problem.detail);
    } else if (!document.querySelector("dialog[open]:not(#needs)")) {
      page.tell(`${problem.title}. ${problem.detail}`);
      openFailed();
    }
  }

  /** Load the current state of the layer, after a change elsewhere or a discarded change here. */
  async refresh() {
    const { page, article, highlights, current, list } = this.options;
    const url = new URL(location.href);
    // The cards that stand here now, of more than that.
    if (current.card()?.dataset.annotation) url.searchParams.set("card", current.id ?? "");
    const { body, problem } = await fragment(url.href, { whole: true });
    if (problem) return;
    const isSame = swapPage(page.element, article, body);
    list.filterAgain();
    highlights.redraw();
    current.set(current.span() ? current.id : null);
    if (!isSame)
      page.tell(gettext("These annotations were submitted or reopened elsewhere. Load the page again."));
  }
}
