/**
 * When the page returns to the foreground, asks the server whether the layer was changed elsewhere.
 */

import { getJson } from "../ui/requests.js";
import { gettext } from "../ui/i18n.js";

/** In milliseconds. */
const SOON = 1000;

export class Freshness {
  #asking = false;

  /**
   * @param {{ page: import("../workspace/dom.js").Page, saver: import("./saver.js").Saver,
   *   refresh: () => Promise<unknown>, signal: AbortSignal }} options
   */
  constructor(options) {
    this.options = options;
    const { signal } = options;
    document.addEventListener("visibilitychange", () => this.check(), { signal });
    addEventListener("focus", () => this.check(), { signal });
  }

  /** Ask once the changes that are on their way are answered. */
  soon() {
    setTimeout(() => this.check(), SOON);
  }

  async check() {
    const { page, saver, refresh } = this.options;
    // Unsent changes will bring their own answer, and an open dialog holds unsaved input.
    const isBusy = () => saver.store.all().length > 0 || document.querySelector("dialog[open]");
    if (document.hidden || this.#asking || isBusy()) return;
    this.#asking = true;
    const before = page.data.state;
    const answer = await getJson(page.data.stateUrl ?? "");
    this.#asking = false;
    if (!answer || answer.state === before || before !== page.data.state || isBusy()) return;
    await refresh();
    page.tell(gettext("These annotations were changed elsewhere. You see them as they are now."));
  }
}
