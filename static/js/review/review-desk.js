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
import { replaceForms } from "../ui/kept-forms.js";
import { bringFocusIntoView } from "./painting.js";
import { reserve } from "./reserving.js";
import { takeOtherAnswer } from "./other-answers.js";
import { tell } from "../ui/said.js";

class ReviewDesk extends HTMLElement {
  /** @type {AbortController | null} */ #ending = null;
  #busy = false;
  /** Moves that were pressed while a page was on its way; a decision is never kept like that. @type {string[]} */ #moves = [];
  /** Whether lanes were asked for or put away by hand. @type {boolean | null} */ #lanes = null;

  connectedCallback() {
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    this.choice = new Choice(this);
    addTakenFacts(this);
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("change", (event) => this.#change(event), { signal });
    this.addEventListener("focusin", bringFocusIntoView, { signal });
    this.addEventListener("typed-restored", () => this.#refresh(), { signal });
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
    this.#refresh();
    if (matchMedia("(min-width: 60rem)").matches)
      import(this.dataset.rail ?? "").then((rail) => rail.showGroups(this.find(".groups")), () => {});
    const list = this.find(".list-of-groups");
    if (list && matchMedia("(max-width: 60rem)").matches) list.removeAttribute("open");
    if (this.#lanes !== null) this.find("[data-lanes]")?.toggleAttribute("open", this.#lanes);
    if (focus) (this.find("[aria-invalid=true]") ?? this.find("[data-heading]"))?.focus();
    this.find("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  /** What shows the fields of a decision, also once they have got back what was typed. */
  #refresh() {
    for (const edits of this.querySelectorAll(".edits")) addEdgeTools(this, edits);
    this.choice?.begin();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = /** @type {Element} */ (event.target);
    const command = target.closest("[data-command=ask], [data-command=note]");
    if (command instanceof HTMLElement) {
      event.preventDefault();
      return this.#do(command.dataset.command ?? "", "");
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
    if (event.submitter?.matches("[data-command=settle]") && !this.choice?.isComplete()) return;
    const fields = new URLSearchParams(/** @type {any} */ (new FormData(form, event.submitter)));
    if (form.method === "get") return this.#load(`${form.action}?${fields}`);
    this.#load(form.action, { method: "POST", body: fields });
  }

  /** @param {Event} event */
  #change(event) {
    const field = /** @type {HTMLElement} */ (event.target);
    if (field.matches("[data-submits]")) return field.closest("form")?.requestSubmit();
    this.choice?.changed(field);
    const form = field.closest("form");
    if (form?.matches(".ruling")) reserve(form);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const at = /** @type {Element} */ (document.activeElement ?? document.body);
    if (event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
    const inField = at.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    const singleLetters = this.hasAttribute("data-single-letter-keys");
    const inNote = at.matches(".ruling [name=note]");
    if (event.key === "Escape" && at.closest(".edits")) return void this.#do("leave", "escape");
    const meant = commandFor(event, { inField, inNote, singleLetters });
    const presses = at.matches("a, button, summary") && event.key === "Enter";
    if (!meant || presses) return;
    const waits = this.#busy && ["next", "previous"].includes(meant.command);
    if (waits && !event.repeat) this.#moves.push(meant.command);
    if (waits || this.#do(meant.command, meant.key)) event.preventDefault();
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
      case "digit":
        return this.choice?.digit(key) ?? false;
      case "choose":
        return this.choice?.choose(key) ?? false;
      case "settle":
        if (this.find("form.question :focus")) return press("form.question [type=submit]");
        return (this.choice?.settle() ?? false) || press("[data-go-on]");
      case "ask":
        return focusOn("#ask textarea");
      case "reason":
        return this.choice?.askWhy() ?? false;
      case "note":
        return this.choice?.openNote() ?? false;
      case "leave":
        return focusOn(".ruling [name=choice]:checked") || focusOn("[data-heading]");
      case "back":
        return this.choice?.back() ?? false;
      case "lanes":
        this.#lanes = !this.find("[data-lanes]")?.hasAttribute("open");
        this.find("[data-lanes]")?.toggleAttribute("open", this.#lanes);
        return true;
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
      const isReview = response.headers.get("X-Fragment") === "review";
      if (!response.ok || !isReview) this.#moves = []; // A refusal stays in view.
      if (!isReview) return takeOtherAnswer(response, url);
      const place = /** @type {HTMLElement} */ (this.find("[data-swap]"));
      await replaceForms(place, body);
      const parts = this.find(".desk-parts");
      document.title = `${parts?.dataset.title} · Newsroom`;
      if (push && response.ok && response.url !== location.href)
        history.pushState(null, "", response.url);
      tell(parts?.dataset.said ?? "");
      window.scrollTo({ top: 0 });
      this.#ready({ focus: true });
    } catch {
      this.#moves = [];
      tell(gettext("The server does not answer. What you typed is still here; try again."));
    } finally {
      this.#busy = false;
      this.removeAttribute("aria-busy");
      if (this.#moves.length) this.#do(this.#moves.shift() ?? "", "");
    }
  }
}

customElements.define("review-desk", ReviewDesk);
