/**
 * The dialog with the note on the article as a whole: the server's own form. What is typed is kept
 * until the server has taken it, and a refusal is shown in the form.
 */

import { forgetForm, keepForms, replaceForms } from "../ui/kept-forms.js";
import { showProblem } from "../ui/refusal.js";
import { fragment } from "../ui/requests.js";
import { gettext } from "../ui/i18n.js";

export class NoteDialog {
  /** @param {{ page: import("../workspace/dom.js").Page }} options */
  constructor({ page }) {
    this.page = page;
    this.dialog = page.dialog("#article-note");
    this.dialog.addEventListener("submit", (event) => this.#submit(event));
    this.dialog.addEventListener("click", (event) => this.#click(event));
    this.dialog.addEventListener("close", () => {
      replaceForms(this.dialog, "");
      this.#opener()?.focus();
    });
  }

  /** The link in the bar, which tells whether there is a note. */
  #opener() {
    return /** @type {HTMLAnchorElement | null} */ (this.page.find("a[data-command=article-note]"));
  }

  async open() {
    const { dialog, page } = this;
    const { body, problem } = await fragment(this.#opener()?.href ?? "");
    if (problem) return page.tell(`${problem.title}. ${problem.detail}`);
    if (dialog.open) return;
    this.#show(body);
    dialog.showModal();
  }

  /** @param {string} body */
  #show(body) {
    this.dialog.innerHTML = body;
    keepForms(this.dialog);
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    const fields = Object.fromEntries(data);
    const button = form.querySelector("button");
    if (button) button.disabled = true;
    const { body, problem } = await fragment(form.action, { fields });
    if (button) button.disabled = false;
    // Changed in another window: the answer is the form with both notes.
    if (problem?.status === 409 && body.includes("<form")) return this.#show(body);
    if (problem) return showProblem(form, problem, fields);
    forgetForm(form);
    this.#opener()?.toggleAttribute("data-filled", Boolean(fields.note.trim()));
    this.dialog.close();
    this.page.tell(gettext("Note saved."));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (!(/** @type {Element} */ (event.target).closest("[data-command=cancel]"))) return;
    event.preventDefault();
    this.dialog.close();
  }
}
