/** What the page does when the server has answered: for this tab's changes, and for another's. */

import { fragment } from "../ui/requests.js";
import { swapIn, swapPage } from "./swap-fragments.js";
import { gettext } from "../ui/translated.js";

/** @typedef {import("./queue.js").Change} Change */
/** @typedef {import("../ui/requests.js").Envelope} Envelope */

export class Answers {
  /**
   * @param {{ page: import("../workspace/dom.js").Page, reading: import("../text/article-text.js").Reading,
   *   passing: import("../text/transient-highlights.js").Passing, current: import("../workspace/active-card.js").Current,
   *   changing: import("../workspace/edits.js").Changing, needs: import("./failed-changes.js").Needs,
   *   list: import("../workspace/card-list.js").Listing }} options
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
      // Whoever has gone on from a suggestion meanwhile is not called back.
      makeCurrent: change.id === id || (isNew && (!suggestion || suggestion === id)),
      otherwise: ["withdraw", "return"].includes(change.kind) ? suggestion : undefined,
    });
  }

  /**
   * Show what has changed; `otherwise` is what becomes current where there is no card for it.
   * @param {Envelope} envelope @param {{ makeCurrent: boolean, otherwise?: string }} options
   */
  show(envelope, { makeCurrent, otherwise }) {
    const { page, reading, passing, current, list } = this.options;
    swapIn(page.element, reading, envelope);
    list.filterAgain(envelope.paragraphs);
    passing.redraw();
    if (otherwise) current.set(otherwise, { scroll: true });
    else if (makeCurrent) current.set(envelope.card && (envelope.annotation?.id ?? null));
    else current.paint();
    page.say(envelope.message);
  }

  /** @param {Change} change @param {import("../ui/requests.js").Problem} problem */
  refused(change, problem) {
    const { changing, current, needs, page } = this.options;
    if (problem.code === "submitted") changing.history.clear();
    if (change.kind === "add" && problem.code === "same-span") {
      // Nothing is lost: the words are marked already, with that very label.
      changing.forget(change);
      current.set(problem.annotation ?? null);
      page.say(problem.detail);
    } else if (!document.querySelector("dialog[open]")) {
      page.say(`${problem.title}. ${problem.detail}`);
      needs.open();
    }
  }

  /** Take over what another tab has done, or what a change given up here would have hidden. */
  async refresh() {
    const { page, reading, passing, current, list } = this.options;
    const url = new URL(location.href);
    // The cards that stand here now, of more than that.
    if (current.card()?.dataset.annotation) url.searchParams.set("card", current.id ?? "");
    const { body, problem } = await fragment(url.href, { whole: true });
    if (problem) return;
    const isSame = swapPage(page.element, reading, body);
    list.filterAgain();
    passing.redraw();
    current.set(current.span() ? current.id : null);
    if (!isSame)
      page.say(gettext("This layer was submitted or reopened elsewhere. Load the page again."));
  }
}
