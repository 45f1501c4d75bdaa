/**
 * Leaving the page by a link or a form of its own. What is being saved is waited for, so that the
 * browser need not ask and the next page counts it; submitting also waits until nothing is refused.
 */

import { fill, gettext, ngettext } from "../ui/i18n.js";

/** @typedef {{ link: HTMLElement, go: () => void, words: string, isAsking: boolean }} Way  `words` are those of the link before it was pressed; `isAsking` once refused changes are shown. */

export class Leaving {
  /** @type {Way | null} */ #way = null;
  /** What has been told already that not everything is saved. @type {Element | null} */ #told = null;

  /**
   * @param {{ page: import("../workspace/dom.js").Page, saver: import("./saver.js").Saver,
   *   openFailed: () => void, signal: AbortSignal }} options
   */
  constructor(options) {
    this.options = options;
    const { page, signal } = options;
    document.addEventListener("click", (event) => this.#clicked(event), { signal });
    document.addEventListener("submit", (event) => this.#submitted(event), { signal });
    page.dialog("#needs").addEventListener("close", () => this.#answered(), { signal });
    // Back may bring the very page again.
    addEventListener("pageshow", () => (options.saver.isLeaving = false), { signal });
  }

  /** Whether somebody waits to leave, and is asked about what was refused at the end of it. */
  get isWaiting() {
    return this.#way !== null && !this.#way.isAsking;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = /** @type {Element} */ (event.target).closest("a[href]");
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const isElsewhere = link.target && link.target !== "_self";
    if (isElsewhere || (link.hash && link.href.split("#")[0] === location.href.split("#")[0])) return;
    this.#leave(event, link, () => (location.href = link.href));
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const { target: form, submitter, defaultPrevented } = event;
    if (!(form instanceof HTMLFormElement) || defaultPrevented || form.method === "dialog") return;
    this.#leave(event, form, () => form.requestSubmit(submitter));
  }

  /** @param {Event} event @param {HTMLElement} link @param {() => void} go */
  #leave(event, link, go) {
    const { saver } = this.options;
    const { saving, waiting, needs } = saver.counts();
    const isTold = this.#told === link && !isSubmitting(link);
    if (saver.isLeaving || (!saving && (!waiting || isTold) && !(needs && isSubmitting(link)))) {
      saver.isLeaving = true;
      return;
    }
    event.preventDefault();
    this.#way ??= { link, go, words: link.textContent ?? "", isAsking: false };
    this.update();
  }

  /** Go on, wait, or say why not, as the changes stand now. */
  update() {
    if (!this.#way) return;
    const { page, saver, openFailed } = this.options;
    const { link, go, isAsking } = this.#way;
    const { saving, waiting, needs } = saver.counts();
    if (saving) {
      const words = fill(gettext("Saving %(n)s…"), { n: saving });
      if (isSubmitting(link)) link.textContent = words;
      else page.tell(words);
    } else if (waiting) {
      this.#stay();
      this.#told = link;
      page.tell(
        ngettext(
          "%(n)s change is not saved yet. It is kept here, and sent when you are back online and signed in.",
          "%(n)s changes are not saved yet. They are kept here, and sent when you are back online and signed in.",
          waiting,
        ),
      );
    } else if (needs && isSubmitting(link)) {
      if (isAsking) return;
      this.#way.isAsking = true;
      openFailed();
    } else {
      this.#stay();
      saver.isLeaving = true;
      go();
    }
  }

  /** Whoever leaves something refused has decided not to submit now. */
  #answered() {
    if (this.#way?.isAsking && this.options.saver.counts().needs) this.#stay();
  }

  #stay() {
    if (this.#way && isSubmitting(this.#way.link)) this.#way.link.textContent = this.#way.words;
    this.#way = null;
  }
}

/** @param {HTMLElement} link */
function isSubmitting(link) {
  return "submits" in link.dataset;
}
