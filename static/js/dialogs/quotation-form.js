/**
 * Adds an annotation by quotation without leaving the page. The form also works without script. If
 * the server asks which occurrence is meant or reports an error, its page is shown; if it does not
 * answer or the editor is signed out, the form keeps the input.
 */

import { newId } from "../workspace/edits.js";
import { forgetForm } from "../ui/kept-forms.js";
import { verdict } from "../saving/queue.js";
import { showProblem } from "../ui/refusal.js";
import { csrfToken, post } from "../ui/requests.js";

export class QuotationForm {
  /**
   * @param {import("../workspace/dom.js").Page} page
   * @param {(envelope: import("../ui/requests.js").Envelope) => void} onAdded
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
    // A sign-in beside changes the token that the form was drawn with.
    set(form, "csrfmiddlewaretoken", csrfToken());
    const data = new FormData(form);
    const fields = Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
    const { envelope, problem } = await post(form.action, fields);
    if (problem && verdict(problem) !== "refused") return showProblem(form, problem, {});
    if (!envelope) return form.submit();
    form.querySelector(".problem")?.remove();
    forgetForm(form);
    form.reset();
    set(form, "id", newId());
    if (this.element instanceof HTMLDetailsElement) this.element.open = false;
    this.page.the("#text").focus({ preventScroll: true });
    this.onAdded(envelope);
  }
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function set(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}
