/** The status line of saving: saved, saving, waiting for the network, or needing the editor. */

import { fill, gettext } from "../ui/i18n.js";

/** Saves that are quicker than this are not announced, in milliseconds. */
const SOON = 400;

export class SaveLine {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #wasBusy = false;

  /** @param {import("../workspace/dom.js").Page} page @param {import("./saver.js").Saver} saver */
  constructor(page, saver) {
    this.page = page;
    this.line = page.the("#save-state");
    this.needs = page.find("[data-command=needs]");
    this.signedOut = page.find("#signed-out");
    this.saver = saver;
  }

  show() {
    clearTimeout(this.#timer);
    const { needs, page, saver, signedOut } = this;
    const { needs: n, waiting, saving } = saver.counts();
    if (needs) needs.textContent = fill(gettext("%(n)s not saved"), { n });
    page.show(needs, n > 0);
    // The notice replaces earlier messages.
    if (saver.signedOut && signedOut?.hidden) page.say("");
    page.show(signedOut, saver.signedOut);
    if (saver.signedOut)
      this.#say("offline", fill(gettext("Signed out, %(n)s waiting"), { n: waiting }));
    else if (waiting) this.#say("offline", fill(gettext("Offline, %(n)s waiting"), { n: waiting }));
    else if (saving)
      this.#timer = setTimeout(
        () => this.#say("saving", fill(gettext("Saving %(n)s"), { n: saving })),
        SOON,
      );
    else if (n) this.#say("needs", "");
    else if (this.#wasBusy) this.#say("saved", fill(gettext("Saved %(time)s"), { time: clock() }));
    this.#wasBusy ||= saving + waiting + n > 0;
  }

  /** Record a save that did not go through the queue. */
  saved() {
    this.#wasBusy = true;
  }

  /** @param {"saved" | "saving" | "offline" | "needs"} state @param {string} words */
  #say(state, words) {
    const { line } = this;
    if (line.dataset.state === state && line.textContent === words) return;
    line.dataset.state = state;
    line.textContent = words;
    if (state === "saved") this.#wasBusy = false;
  }
}

function clock() {
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    // As the server writes it before there is anything to save.
    hourCycle: "h23",
  }).format();
}
