/**
 * The dialog that finds anything: a combobox over the options that the server draws; without words,
 * the places where the reader was last.
 */

import { afterKey } from "./combobox.js";
import { gettext } from "./i18n.js";
import { lastPlaces } from "./places.js";
import { fragment } from "./requests.js";

const PAUSE = 120; // Milliseconds without a key.

/** @type {Find | null} */
let find = null;

/**
 * `form` is the way to the page of the search, `typed` what was typed before this module was here.
 * @param {HTMLFormElement} form @param {string} typed
 */
export function openFind(form, typed) {
  find ??= new Find(form);
  find.open(typed);
}

class Find {
  #active = -1;
  #asked = "";
  /** Whether what is listed is what was asked for last. */ #isShown = true;
  /** Enter was quicker than the answer: whether it opens the first in a new tab. @type {{ beside: boolean } | null} */ #waits = null;
  #hasMoved = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #pause;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.dialog = Object.assign(document.createElement("dialog"), { id: "find" });
    this.dialog.setAttribute("aria-label", gettext("Find anything"));
    this.dialog.innerHTML =
      '<input type="search" role="combobox" aria-autocomplete="list" aria-expanded="true"' +
      ' aria-controls="find-list" autocomplete="off" spellcheck="false" maxlength="200">' +
      '<div role="listbox" id="find-list"></div><p class="find-keys"></p>' +
      '<output class="visually-hidden"></output>';
    this.field = /** @type {HTMLInputElement} */ (this.dialog.querySelector("input"));
    this.list = /** @type {HTMLElement} */ (this.dialog.querySelector("[role=listbox]"));
    this.said = /** @type {HTMLElement} */ (this.dialog.querySelector("output"));
    this.field.placeholder = gettext("Articles, facts, annotations, stories, pages");
    this.field.setAttribute("aria-label", gettext("Find anything"));
    this.list.setAttribute("aria-label", gettext("Results"));
    const keys = /** @type {HTMLElement} */ (this.dialog.querySelector(".find-keys"));
    keys.textContent = gettext("↑ ↓ choose · Enter open · Ctrl Enter in a new tab · Esc close");
    this.field.addEventListener("input", () => this.#typed());
    this.dialog.addEventListener("keydown", (event) => this.#key(event));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    document.body.append(this.dialog);
  }

  /** @param {string} typed */
  open(typed) {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.field.select();
    if (typed) {
      this.field.value = typed;
      this.#typed();
    } else if (!this.field.value.trim()) this.#showPlaces();
  }

  #typed() {
    clearTimeout(this.#pause);
    this.#hasMoved = this.#isShown = false;
    this.#waits = null;
    this.#pause = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    clearTimeout(this.#pause);
    const words = this.field.value.trim();
    this.#asked = words;
    if (!words) return this.#showPlaces();
    const { body, problem } = await fragment(`${this.form.action}?${new URLSearchParams({ q: words })}`);
    if (this.#asked !== words) return;
    // An arrow that was quicker than the answer keeps what it chose.
    const held = this.#hasMoved ? this.#options()[this.#active]?.href : null;
    if (problem) this.list.replaceChildren(this.#line(problem.title));
    else this.list.innerHTML = body;
    this.#isShown = words === this.field.value.trim();
    this.#choose(Math.max(0, this.#options().findIndex(({ href }) => href === held)));
    const waits = this.#isShown && this.dialog.open ? this.#waits : null;
    if (this.#isShown) this.#waits = null;
    if (waits) this.#take(this.#options()[this.#active], waits.beside);
  }

  #showPlaces() {
    const places = lastPlaces(this.form.dataset.person ?? "");
    const options = places.map(([url, name], index) => {
      const option = Object.assign(document.createElement("a"), {
        className: "find-option",
        id: `find-place-${index}`,
        href: url,
        textContent: name,
        tabIndex: -1,
      });
      option.setAttribute("role", "option");
      return option;
    });
    this.list.replaceChildren(
      ...(options.length ? [this.#line(gettext("Last visited"), "find-group"), ...options] : []),
    );
    this.#isShown = true;
    this.#choose(0);
  }

  /** @param {string} words @param {string} className */
  #line(words, className = "find-none muted") {
    const line = Object.assign(document.createElement("p"), { className, textContent: words });
    line.setAttribute("role", "presentation");
    return line;
  }

  /** @returns {HTMLAnchorElement[]} */
  #options() {
    return [.../** @type {NodeListOf<HTMLAnchorElement>} */ (this.list.querySelectorAll("[role=option]"))];
  }

  /** @param {number} index */
  #choose(index) {
    const options = this.#options();
    this.#active = options.length ? index : -1;
    for (const [at, option] of options.entries())
      option.setAttribute("aria-selected", String(at === this.#active));
    const active = options[this.#active];
    this.field.setAttribute("aria-activedescendant", active?.id ?? "");
    active?.scrollIntoView({ block: "nearest" });
    if (!active) this.said.textContent = this.list.textContent?.trim() ?? "";
    else this.said.textContent = "";
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const options = this.#options();
    const now = { open: true, active: this.#active };
    if (event.key === "Enter") {
      event.preventDefault();
      this.#take(options[this.#active], event.ctrlKey || event.metaKey);
      return;
    }
    if (event.key === "Escape") {
      // Of itself the key would empty the field first.
      event.preventDefault();
      this.dialog.close();
      return;
    }
    const step = afterKey(now, event, options.length);
    if (!step) return;
    event.preventDefault();
    this.#hasMoved = true;
    this.#choose(step.active);
  }

  /** @param {HTMLAnchorElement | undefined} option @param {boolean} beside */
  #take(option, beside) {
    if (!this.#isShown && !this.#hasMoved) {
      // What is listed was found for other words: the first of these is meant.
      this.#waits = { beside };
      if (this.#asked !== this.field.value.trim()) this.#ask();
    } else if (option && beside) window.open(option.href, "_blank", "noopener");
    else if (option) location.assign(option.href);
  }
}
