/**
 * <review-desk>: loads the links and forms of the review page in place, and handles keys and focus.
 * Without script the same links and forms load whole pages; the server renders both.
 */

import { Choice } from "./choice.js";
import { addEdgeTools } from "./edges.js";
import { fillHelp } from "../ui/help.js";
import { addTakenFacts } from "./facts.js";
import { BINDINGS, commandFor } from "./keys.js";
import { gettext } from "../ui/i18n.js";

class ReviewDesk extends HTMLElement {
  /** @type {AbortController | null} */ #ending = null;
  #busy = false;

  connectedCallback() {
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    this.choice = new Choice(this);
    addTakenFacts(this);
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("change", (event) => this.#change(event), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    window.addEventListener("popstate", () => this.#load(location.href, {}, false), { signal });
    const help = this.find("#review-keys");
    if (help) fillHelp(help, BINDINGS);
    this.#ready();
  }

  disconnectedCallback() {
    this.#ending?.abort();
  }

  /** @param {string} selector @returns {HTMLElement | null} */
  find(selector) {
    return this.querySelector(selector);
  }

  /** After the page or a part of it has come: edges, and the heading has the focus. */
  #ready({ focus = document.activeElement === document.body } = {}) {
    for (const edits of this.querySelectorAll(".edits")) addEdgeTools(this, edits);
    if (focus) (this.find("[aria-invalid=true]") ?? this.find("[data-heading]"))?.focus();
    this.find("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = /** @type {Element} */ (event.target);
    const asks = target.closest("[data-command=ask]");
    if (asks) {
      event.preventDefault();
      return this.#do("ask", "a");
    }
    const link = target.closest("a[data-desk]");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!(link instanceof HTMLAnchorElement) || !plain) return;
    event.preventDefault();
    this.#load(link.href);
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-desk]")) return;
    event.preventDefault();
    const fields = new URLSearchParams(/** @type {any} */ (new FormData(form, event.submitter)));
    if (form.method === "get") return this.#load(`${form.action}?${fields}`);
    this.#load(form.action, { method: "POST", body: fields });
  }

  /** @param {Event} event */
  #change(event) {
    const field = /** @type {HTMLElement} */ (event.target);
    if (field.matches("[data-submits]")) field.closest("form")?.requestSubmit();
    else this.choice?.changed(field);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const at = /** @type {Element} */ (document.activeElement ?? document.body);
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (at !== document.body && !this.contains(at) && at.id !== "main") return;
    const inField = at.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    const singleLetters = this.hasAttribute("data-single-letter-keys");
    const meant = commandFor(event, { inField, singleLetters });
    // In the list of reasons Enter settles: it has no other use there once one is chosen.
    const settles = at.matches("select[name=reason]") && event.key === "Enter";
    if (!meant && !settles) return;
    const presses = at.matches("a, button, summary") && event.key === "Enter";
    if (presses || (meant && !this.#do(meant.command, meant.key))) return;
    if (settles) this.#do("settle", "enter");
    event.preventDefault();
  }

  /** Whether there was something to do. @param {string} command @param {string} key */
  #do(command, key) {
    const focusOn = (/** @type {string} */ selector) => {
      const field = this.find(selector);
      const within = field?.closest("details");
      if (within) within.open = true;
      field?.focus();
      return Boolean(field);
    };
    const press = (/** @type {string} */ selector) => {
      const button = this.find(selector);
      button?.click();
      return Boolean(button);
    };
    switch (command) {
      case "take":
      case "choose":
        return this.choice?.choose(key) ?? false;
      case "settle":
        if (this.find("form.question :focus")) return press("form.question [type=submit]");
        return this.choice?.asksForReason()
          ? focusOn(".ruling [name=reason]")
          : press(".ruling [data-command=settle]");
      case "ask":
        return focusOn("#ask textarea");
      case "reason":
        return focusOn(".ruling [name=reason]");
      case "note":
        return focusOn(".ruling [name=note]");
      case "leave":
        return focusOn("[data-heading]");
      case "text":
        return press("[data-command=text-back]") || press("[data-command=text]");
      default:
        return press(`[data-command=${command}]`);
    }
  }

  /**
   * Fetch the inside of a page and put it in place. What answers otherwise is loaded whole.
   * @param {string} url @param {RequestInit} [options] @param {boolean} [push]
   */
  async #load(url, options = {}, push = true) {
    if (this.#busy) return;
    this.#busy = true;
    this.toggleAttribute("aria-busy", true);
    try {
      const response = await fetch(url, {
        ...options,
        headers: { "X-Fragment": "1", Accept: "text/html" },
        signal: AbortSignal.timeout(20_000),
      });
      const body = await response.text();
      if (response.headers.get("X-Fragment") !== "review") return this.#otherwise(response, url);
      const place = /** @type {HTMLElement} */ (this.find("[data-swap]"));
      place.innerHTML = body;
      const parts = this.find(".desk-parts");
      document.title = `${parts?.dataset.title} · Newsroom`;
      if (push && response.ok && response.url !== location.href)
        history.pushState(null, "", response.url);
      this.say(parts?.dataset.said ?? "");
      this.#ready({ focus: true });
      window.scrollTo({ top: 0 });
    } catch {
      this.say(gettext("The server does not answer. What you typed is still here; try again."));
    } finally {
      this.#busy = false;
      this.removeAttribute("aria-busy");
    }
  }

  /** @param {Response} response @param {string} url */
  #otherwise(response, url) {
    if (response.status === 401 || response.url.includes("/login/"))
      return this.say(gettext("You are signed out. Sign in in another tab, then try again."));
    if (response.redirected || response.ok) location.assign(response.redirected ? response.url : url);
    else this.say(gettext("The server refused this. Load the page again to see why."));
  }

  /** @param {string} words */
  say(words) {
    const line = this.find("#said");
    if (line) line.textContent = words;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => line && (line.textContent = ""), 6000);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */ silence;
}

customElements.define("review-desk", ReviewDesk);
