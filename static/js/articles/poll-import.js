/**
 * <poll-import>: requests the next part of a long import until none is left. If the server does not
 * answer, the button that works without script is shown again.
 */

import { fragment } from "../ui/requests.js";
import { gettext } from "../ui/i18n.js";

// Milliseconds: a page that is fetched may take half a minute, and reading it some seconds more.
const TIME_LIMIT = 60_000;

class PollImport extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      // The other button stops it all, as any button of a form does.
      if (event.submitter?.getAttribute("name") === "none") return;
      event.preventDefault();
      this.#goOn();
    });
    this.#goOn();
  }

  async #goOn() {
    this.toggleAttribute("data-by-itself", true);
    this.#complain("");
    for (;;) {
      const url = this.querySelector("form")?.action ?? "";
      const { body, problem } = await fragment(url, { fields: {}, limit: TIME_LIMIT });
      if (!this.isConnected) return;
      if (problem) return this.#stop(problem.status);
      const next = new DOMParser().parseFromString(body, "text/html").querySelector("poll-import");
      // Nothing is left to do: the page of the same address is another one now.
      if (!next) return location.reload();
      for (const part of [".how-far", "progress"]) {
        const [now, then] = [this.querySelector(part), next.querySelector(part)];
        if (now && then) now.replaceWith(then);
      }
    }
  }

  /** @param {number} status */
  #stop(status) {
    this.toggleAttribute("data-by-itself", false);
    const words =
      status === 401
        ? gettext("You are signed out. Sign in again in another tab, then go on here.")
        : gettext("The server does not answer. What is done so far is kept.");
    this.#complain(words);
  }

  /** @param {string} words */
  #complain(words) {
    const line = this.querySelector(".went-wrong");
    if (!(line instanceof HTMLElement)) return;
    line.textContent = words;
    line.hidden = !words;
  }
}

customElements.define("poll-import", PollImport);
