/**
 * The dialog with the threads of an annotation, using the server's own forms. Unsent input stays
 * when another form in the dialog is sent or refused.
 */

import { forgetForm, keepForms, replaceForms } from "../ui/kept-forms.js";
import { showProblem } from "../ui/refusal.js";
import { fragment } from "../ui/requests.js";

export class ThreadDialog {
  #said = false;

  /**
   * @param {{ page: import("../workspace/dom.js").Page, current: import("../workspace/active-card.js").ActiveCard,
   *   refresh: () => Promise<void> }} options
   */
  constructor(options) {
    this.options = options;
    this.dialog = options.page.dialog("#talk");
    this.dialog.addEventListener("submit", (event) => this.#submit(event));
    this.dialog.addEventListener("click", (event) => this.#click(event));
    this.dialog.addEventListener("close", () => this.#closed());
  }

  /** @param {string} url of the page with all that is said about the current annotation */
  async open(url) {
    const { dialog } = this;
    const { current, page } = this.options;
    const { body, problem } = await fragment(url);
    if (problem) return page.say(`${problem.title}. ${problem.detail}`);
    if (dialog.open) return;
    dialog.innerHTML = body;
    keepForms(dialog);
    dialog.showModal();
    current.reveal();
    const first = dialog.querySelector(".conversation") ? null : dialog.querySelector("textarea");
    (first ?? dialog.querySelector("h2"))?.focus();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = [...new FormData(form, event.submitter)];
    const fields = Object.fromEntries(data.map(([name, value]) => [name, String(value)]));
    const buttons = form.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    const { body, problem } = await fragment(form.action, { fields });
    for (const button of buttons) button.disabled = false;
    if (problem && problem.status !== 422) return showProblem(form, problem, fields);
    if (!problem) forgetForm(form);
    this.#said ||= !problem;
    this.#show(body, form.action);
  }

  /** @param {string} body @param {string} sent the address of the form that it answers */
  #show(body, sent) {
    const typed = this.#fields().map((field) => [field.form?.action, field.value]);
    this.dialog.innerHTML = body;
    for (const field of this.#fields()) {
      const [, words] = typed.find(([action]) => action === field.form?.action) ?? [];
      if (words && field.form?.action !== sent) field.value = words;
    }
    keepForms(this.dialog);
    const wrong = this.dialog.querySelector("[aria-invalid=true]");
    const shown = wrong instanceof HTMLElement ? wrong : this.dialog.querySelector("h2");
    shown?.focus();
  }

  #fields() {
    return [...this.dialog.querySelectorAll("textarea")];
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (!(/** @type {Element} */ (event.target).closest("[data-command=cancel]"))) return;
    event.preventDefault();
    this.dialog.close();
  }

  async #closed() {
    const { current, page, refresh } = this.options;
    replaceForms(this.dialog, "");
    // The card counts what is said.
    if (this.#said) await refresh();
    this.#said = false;
    page.keepFocus(current.card());
  }
}
