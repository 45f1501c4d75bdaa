/**
 * <recheck-list>: one key per answer to "does this link still hold?". Every answer is a form button
 * that also works without script; answered rows stay in place and can be undone.
 */

import { post } from "../ui/requests.js";
import { gettext } from "../ui/i18n.js";

class RecheckList extends HTMLElement {
  /** What was answered, latest last: the item and what puts it back. @type {{ item: HTMLElement, undo: string }[]} */
  #answered = [];
  /** @type {AbortController | null} */ #ending = null;

  connectedCallback() {
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    document.addEventListener("keydown", (event) => this.#typed(event), { signal });
  }

  disconnectedCallback() {
    this.#ending?.abort();
  }

  get items() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".recheck")]);
  }

  /** @param {KeyboardEvent} event */
  #typed(event) {
    const { ctrlKey, metaKey, altKey, isComposing } = event;
    const target = /** @type {HTMLElement} */ (event.target);
    if (!("singleLetterKeys" in this.dataset)) return;
    if (ctrlKey || metaKey || altKey || isComposing || event.defaultPrevented) return;
    if (target.matches("input, select, textarea")) return;
    if (target !== document.body && !this.contains(target)) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") this.#step(key === "j" ? 1 : -1);
    else if (key === "z") this.#undo();
    else if (!this.#answer(target, key)) return;
    event.preventDefault();
  }

  /** @param {1 | -1} way */
  #step(way) {
    const { items } = this;
    const here = items.findIndex((item) => item.contains(document.activeElement));
    const next = here === -1 ? items.at(way > 0 ? 0 : -1) : items[here + way];
    if (next) next.focus();
    else this.#say(way > 0 ? gettext("That was the last one.") : gettext("That was the first one."));
  }

  /** Press the button of the current item that has this key. @param {HTMLElement} target @param {string} key */
  #answer(target, key) {
    if (!/^[a-z0-9]$/.test(key)) return false;
    const button = target.closest(".recheck")?.querySelector(`[data-key="${key}"]`);
    if (button instanceof HTMLButtonElement) button.click();
    return button !== null && button !== undefined;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const item = /** @type {HTMLElement | null} */ (form.closest(".recheck"));
    if (!item) return;
    event.preventDefault();
    if (item.hasAttribute("aria-busy")) return;
    item.setAttribute("aria-busy", "true");
    const fields = [...new FormData(form, event.submitter)].map(([name, value]) => [name, `${value}`]);
    // Not `form.action`: its buttons are called that.
    const url = form.getAttribute("action") ?? "";
    const { envelope, problem } = await post(url, Object.fromEntries(fields));
    item.removeAttribute("aria-busy");
    if (problem) return this.#say(`${problem.title}. ${problem.detail}`);
    const { message, undo, left } = /** @type {{ message: string, undo: string, left: number }} */ (
      /** @type {unknown} */ (envelope)
    );
    this.#answered.push({ item, undo });
    this.#done(item, message);
    this.#count(left);
  }

  /** One line in the place of the item, and on to the next that waits. @param {HTMLElement} item @param {string} message */
  #done(item, message) {
    const line = document.createElement("li");
    line.className = "recheck is-done";
    line.tabIndex = -1;
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn small",
      textContent: gettext("Undo"),
    });
    button.dataset.undo = "";
    line.append(Object.assign(document.createElement("span"), { textContent: message }), button);
    item.replaceWith(line);
    const after = this.items.slice(this.items.indexOf(line));
    (after.find((other) => !other.classList.contains("is-done")) ?? line).focus();
    this.#places.set(item, line);
    this.#say(message);
  }

  /** Where the line is that stands for an item. @type {Map<HTMLElement, HTMLElement>} */
  #places = new Map();

  /** @param {MouseEvent} event */
  #click(event) {
    const target = /** @type {Element} */ (event.target);
    const line = target.closest("[data-undo]") && target.closest(".recheck");
    if (!line) return;
    const found = this.#answered.find(({ item }) => this.#places.get(item) === line);
    if (found) this.#undo(found);
  }

  /** @param {{ item: HTMLElement, undo: string } | undefined} [last] */
  async #undo(last = this.#answered.at(-1)) {
    if (!last) return this.#say(gettext("There is nothing to undo."));
    const back = last.item.querySelector("[name=back]");
    const { envelope, problem } = await post(last.undo, {
      back: back instanceof HTMLInputElement ? back.value : "",
    });
    if (problem) return this.#say(`${problem.title}. ${problem.detail}`);
    const { message, item, left } = /** @type {{ message: string, item: string | null, left: number }} */ (
      /** @type {unknown} */ (envelope)
    );
    this.#answered = this.#answered.filter((other) => other !== last);
    const template = document.createElement("template");
    template.innerHTML = item ?? "";
    const fresh = template.content.firstElementChild;
    if (fresh instanceof HTMLElement) {
      this.#places.get(last.item)?.replaceWith(fresh);
      fresh.focus();
    }
    this.#count(left);
    this.#say(message);
  }

  /** @param {number} left */
  #count(left) {
    for (const shown of document.querySelectorAll("[data-left]")) shown.textContent = String(left);
  }

  /** @param {string} words */
  #say(words) {
    const said = this.querySelector("[data-said]");
    if (said) said.textContent = words;
  }
}

customElements.define("recheck-list", RecheckList);
