/**
 * <fact-picker>: turns a search field into a combobox that lists facts while the user types; the
 * chosen fact is added to the form below. Without script the page lists the facts as radio buttons.
 */

import { afterKey, NONE, queryToSend } from "../ui/combobox.js";
import { relate, say } from "./relation-keys.js";
import { fragment } from "../ui/requests.js";

const PAUSE = 250;

class FactPicker extends HTMLElement {
  /** @type {import("../ui/combobox.js").Picking} */ #now = { open: false, active: NONE };
  /** @type {string | null} */ #asked = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** Whether the list is the answer to what stands in the field. */ #isStale = false;
  #answer = Promise.resolve();
  /** Whether Enter was pressed before the answer was there. */ #isTaking = false;
  /** The relation that was pressed meanwhile. */ #ahead = "";

  connectedCallback() {
    this.field = /** @type {HTMLInputElement} */ (this.querySelector("[name=q], [data-query]"));
    const { field, list } = this;
    if (!field) return;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels?.[0]?.textContent ?? "");
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": list.id,
      "aria-expanded": "false",
    }))
      field.setAttribute(name, value);
    this.#part("candidates").replaceChildren();
    this.#part("then").hidden = true;
    field.addEventListener("input", () => this.#wait());
    field.addEventListener("keydown", (event) => this.#typed(event));
    // A form around the picker is somebody else's.
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", relate);
    this.#ask();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  get list() {
    return this.#part("options");
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }

  #wait() {
    this.#isStale = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  /** Bring the list for what stands in the field; resolved when it is there. */
  #ask() {
    clearTimeout(this.#timer);
    this.#isStale = false;
    const words = queryToSend(this.field.value, this.#asked);
    if (words === null) return this.#answer.then(() => this.#open());
    this.#asked = words;
    this.#answer = words ? this.#bring(words) : Promise.resolve(this.#list("", ""));
    return this.#answer;
  }

  /** @param {string} words */
  async #bring(words) {
    this.list.setAttribute("aria-busy", "true");
    const url = new URL(this.dataset.search ?? "", location.href);
    url.search = String(new URLSearchParams({ q: words, near: this.dataset.near ?? "" }));
    const { body, problem } = await fragment(url.href);
    if (this.#asked !== words || !this.isConnected) return;
    // Asked again, it may be answered.
    if (problem) this.#asked = null;
    this.#list(problem ? "" : body, problem ? `${problem.title}. ${problem.detail}` : "");
  }

  /** @param {string} html the server's list, which says itself how long it is @param {string} told */
  #list(html, told) {
    this.list.removeAttribute("aria-busy");
    this.list.innerHTML = html;
    const answer = this.list.querySelector("[data-told]");
    this.#part("status").textContent = answer?.getAttribute("data-told") ?? told;
    this.list.replaceChildren(...(answer?.children ?? []));
    // Another picker on the page may have found the same facts.
    for (const option of this.options)
      option.id = `${this.list.id}-${option.getAttribute("data-fact") ?? "new"}`;
    this.#open();
  }

  /** With the best one chosen that is not linked yet, so that Enter takes it; of those linked the first. */
  #open() {
    const { options } = this;
    const free = options.findIndex((one) => one.matches("[data-fact]:not([data-linked])"));
    const active = free === NONE && options[0]?.matches("[data-fact]") ? 0 : free;
    this.#show({ open: options.length > 0, active });
    // What is linked already may fill the dialog above it.
    if (document.activeElement === this.field) this.list.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #typed(event) {
    if (event.isComposing) return;
    if (this.#isBehind() && /^(ArrowDown|ArrowUp|Enter)$/.test(event.key)) {
      // Whoever types on before the answer is there means what will be in it.
      event.preventDefault();
      this.#isTaking ||= event.key === "Enter";
      (this.#isStale ? this.#ask() : this.#answer).then(() => {
        this.#step(event);
        this.#isTaking = false;
        if (this.#ahead) say(this.#ahead, this.#part("then"));
        this.#ahead = "";
      });
    } else if (this.#isTaking && /^[123]$/.test(event.key)) {
      event.preventDefault();
      this.#ahead = event.key;
    } else if (this.#step(event)) {
      event.preventDefault();
      // Escape closes the list first, then the dialog around it.
      event.stopPropagation();
    }
  }

  #isBehind() {
    return this.#isStale || this.list.hasAttribute("aria-busy");
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const step = afterKey(this.#now, event, this.options.length);
    if (!step) return false;
    this.#show(step);
    if (step.taken) this.#take(this.options[step.active]);
    return true;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const option = /** @type {Element} */ (event.target).closest("[role=option]");
    if (option) this.#take(option);
  }

  /** @param {import("../ui/combobox.js").Picking} now */
  #show(now) {
    this.#now = now;
    this.list.hidden = !now.open;
    this.field.setAttribute("aria-expanded", String(now.open));
    const active = now.open ? this.options[now.active] : undefined;
    for (const option of this.options)
      option.setAttribute("aria-selected", String(option === active));
    if (active) this.field.setAttribute("aria-activedescendant", active.id);
    else this.field.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Element} option */
  #take(option) {
    this.#show({ open: false, active: NONE });
    const taken = new CustomEvent("fact-taken", { bubbles: true, cancelable: true, detail: option });
    if (!this.dispatchEvent(taken)) return;
    const fact = option.getAttribute("data-fact");
    const then = this.#part("then");
    const isNew = fact === null;
    const details = /** @type {HTMLDetailsElement} */ (this.#part("new-fact"));
    details.open = isNew;
    then.hidden = isNew;
    this.#part("chosen").hidden = isNew;
    if (isNew) {
      const statement = details.querySelector("textarea");
      if (statement && this.field.value !== this.field.defaultValue)
        statement.value = this.field.value;
      statement?.focus();
      return;
    }
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "fact" });
    field.value = fact;
    this.#part("candidates").replaceChildren(field);
    this.#part("chosen").replaceChildren(...option.cloneNode(true).childNodes);
    then.querySelector("input")?.focus();
  }
}

customElements.define("fact-picker", FactPicker);
