/**
 * Adding by quotation without leaving the page. The form works by itself; where the server has to
 * ask which place is meant, or finds fault, its own page says so.
 */

import { newId } from "./changing.js";
import { post } from "./requests.js";

export class Quotation {
  /**
   * @param {import("./page.js").Page} page
   * @param {(envelope: import("./requests.js").Envelope) => void} onAdded
   */
  constructor(page, onAdded) {
    this.page = page;
    this.element = page.find("#quotation");
    this.onAdded = onAdded;
    this.element?.querySelector("form")?.addEventListener("submit", (event) => this.#submit(event));
  }

  open() {
    if (!(this.element instanceof HTMLDetailsElement)) return;
    this.element.open = true;
    this.element.querySelector("textarea")?.focus();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    const fields = Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
    const { envelope } = await post(form.action, fields);
    if (!envelope) return form.submit();
    form.reset();
    const id = form.elements.namedItem("id");
    if (id instanceof HTMLInputElement) id.value = newId();
    if (this.element instanceof HTMLDetailsElement) this.element.open = false;
    this.page.the("#text").focus({ preventScroll: true });
    this.onAdded(envelope);
  }
}
