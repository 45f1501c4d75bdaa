/**
 * The dialog that links an annotation to facts, with the server's own form. Links can be undone
 * like every other change of the layer.
 */

import { forgetForm, keepForms, replaceForms } from "../ui/kept-forms.js";
import { showProblem } from "../ui/refusal.js";
import { fragment, post } from "../ui/requests.js";

export class LinkDialog {
  /** @type {import("../saving/queue.js").Change | null} */ #refused = null;
  #id = "";

  /**
   * @param {{ page: import("../workspace/dom.js").Page, current: import("../workspace/active-card.js").ActiveCard,
   *   edits: import("../workspace/edits.js").Edits,
   *   onDone: (envelope: import("../ui/requests.js").Envelope) => void }} options
   */
  constructor(options) {
    this.options = options;
    this.dialog = options.page.dialog("#facts");
    this.dialog.addEventListener("submit", (event) => this.#submit(event));
    this.dialog.addEventListener("click", (event) => this.#click(event));
    this.dialog.addEventListener("close", () => this.#closed());
  }

  /** @param {string} id */
  async open(id) {
    const { dialog } = this;
    const { current, page } = this.options;
    const link = current.card(id)?.querySelector("a[data-command=facts]");
    if (!(link instanceof HTMLAnchorElement) || dialog.open) return;
    // Not everybody links: what it takes is brought when somebody does, and is not missed for good.
    const picker = import(page.data.picker ?? "").catch(() => null);
    const [{ body, problem }] = await Promise.all([fragment(link.href), picker]);
    if (problem) return page.tell(`${problem.title}. ${problem.detail}`);
    if (dialog.open) return;
    this.#id = id;
    dialog.innerHTML = body;
    keepForms(dialog);
    dialog.showModal();
    current.reveal();
    const words = dialog.querySelector("[name=q]");
    if (words instanceof HTMLInputElement) words.select();
    else dialog.querySelector("h2")?.focus();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.does === "search") return;
    event.preventDefault();
    this.#forgetRefused();
    const data = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    const { csrfmiddlewaretoken, ...fields } = Object.fromEntries(data);
    const buttons = form.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    const problem = await this.#send(form.dataset.does ?? "", form, fields);
    for (const button of buttons) button.disabled = false;
    if (problem) showProblem(form, problem, fields);
    else this.dialog.close();
  }

  /** @param {string} does @param {HTMLFormElement} form @param {Record<string, string>} fields */
  async #send(does, form, fields) {
    const { edits, onDone } = this.options;
    if (does === "record") {
      const before = this.#facts();
      const { envelope, problem } = await post(form.action, fields);
      if (!envelope) return problem;
      forgetForm(form);
      const fact = envelope.annotation.facts.find(({ fact }) => !before.has(String(fact)));
      if (fact) edits.linked(this.#id, fact);
      onDone(envelope);
      return null;
    }
    const fact = does === "unlink" ? (form.dataset.fact ?? "") : fields.fact;
    const wanted = does === "unlink" ? { fact, unlink: "1" } : { ...fields };
    const undo = this.#facts().has(fact) ? { fact, back: "1" } : { fact, unlink: "1" };
    const { problem, change } = await edits.link(this.#id, wanted, undo);
    if (problem) this.#refused = change;
    return problem;
  }

  /** The facts that the card shows. */
  #facts() {
    const shown = this.options.current.card(this.#id)?.querySelectorAll("[data-fact]") ?? [];
    return new Set(Array.from(shown, (fact) => fact.getAttribute("data-fact")));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (!(/** @type {Element} */ (event.target).closest("[data-command=cancel]"))) return;
    event.preventDefault();
    this.dialog.close();
  }

  #closed() {
    this.#forgetRefused();
    replaceForms(this.dialog, "");
    const { current, page } = this.options;
    page.keepFocus(current.card(this.#id));
  }

  /** The form held what was refused: it is sent anew from there, or given up with it. */
  #forgetRefused() {
    if (this.#refused) this.options.edits.forget(this.#refused);
    this.#refused = null;
  }
}
