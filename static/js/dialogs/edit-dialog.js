/**
 * The edit dialog: the server's form for one annotation, with controls that move the span's edges
 * by word and letter. A refusal is shown in the form, and the input is kept.
 */

import { Edges } from "../text/edges.js";
import { forgetForm, keepForms, replaceForms } from "../ui/kept-forms.js";
import { showProblem } from "../ui/refusal.js";
import { fragment } from "../ui/requests.js";

/** @typedef {import("../saving/queue.js").Change} Change */

/** What is posted of the form; the words follow from the edges, the version from what was seen. */
const FIELDS = ["label", "attributed_to", "value", "unit", "note", "span_group"];

export class EditDialog {
  /** @type {Edges | null} */ #edges = null;
  /** @type {Change | null} */ #refused = null;
  #id = "";
  #span = { start: 0, end: 0 };
  /** The fields as the dialog was opened with them. @type {Record<string, string>} */ #before = {};

  /**
   * @param {{ page: import("../workspace/dom.js").Page, article: import("../text/article-text.js").ArticleText, highlights: import("../text/highlights.js").Highlights,
   *   current: import("../workspace/active-card.js").ActiveCard, edits: import("../workspace/edits.js").Edits,
   *   suggestions: import("../workspace/suggestions.js").Suggestions,
   *   saver: import("../saving/saver.js").Saver, refresh: () => void }} options
   */
  constructor(options) {
    this.options = options;
    this.dialog = options.page.dialog("#edit");
    const { dialog } = this;
    dialog.addEventListener("submit", (event) => this.#submit(event));
    dialog.addEventListener("click", (event) => this.#click(event));
    dialog.addEventListener("keydown", (event) => {
      const isEnter = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (isEnter) dialog.querySelector("form")?.requestSubmit();
    });
    dialog.addEventListener("close", () => this.#closed());
  }

  /** @param {string} id @param {{ field?: string }} [options] the field to begin in */
  async open(id, { field } = {}) {
    const { dialog } = this;
    const { current, page, saver } = this.options;
    const link = current.card(id)?.querySelector("a[data-command=edit]");
    if (!(link instanceof HTMLAnchorElement) || dialog.open) return;
    const { body, problem } = await fragment(link.href);
    if (problem) return page.tell(`${problem.title}. ${problem.detail}`);
    if (dialog.open) return;
    this.#id = id;
    dialog.innerHTML = body;
    this.#before = this.#posted();
    this.#span = { start: Number(this.#value("start")), end: Number(this.#value("end")) };
    saver.saw(id, Number(this.#value("version")));
    this.#addEdges(this.#span);
    const form = dialog.querySelector("form");
    await keepForms(dialog);
    if (dialog.open || !form?.isConnected) return; // Opened once more meanwhile.
    dialog.showModal();
    current.reveal();
    const named = `[name="${field ?? this.#missing()}"]`;
    const first = dialog.querySelector(`${named}:checked`) ?? dialog.querySelector(named);
    if (first instanceof HTMLElement) first.focus();
  }

  /** @param {string} name */
  #value(name) {
    const field = this.dialog.querySelector(`[name="${name}"]`);
    return field instanceof HTMLInputElement ? field.value : "";
  }

  /** The field that its label asks for and that is still empty, so that one can write at once. */
  #missing() {
    const name = this.options.page.label(this.#before.label)?.expects;
    return name && !this.#before[name] ? name : "label";
  }

  /** @param {import("../text/offsets.js").Span} span */
  #addEdges(span) {
    const { dialog } = this;
    const { page, highlights, article } = this.options;
    const edges = /** @type {HTMLTemplateElement} */ (page.the("#edges"));
    const made = /** @type {HTMLElement} */ (edges.content.firstElementChild?.cloneNode(true));
    const field = dialog.querySelector("[name=words]")?.closest(".field");
    if (field) field.replaceWith(made);
    else dialog.querySelector("form")?.prepend(made);
    this.#edges = new Edges(made, article, span, (moved) => highlights.show("draft", [moved]));
  }

  /** @returns {Record<string, string>} */
  #posted() {
    const form = this.dialog.querySelector("form");
    const data = form ? new FormData(form) : new FormData();
    return Object.fromEntries(
      FIELDS.filter((name) => data.has(name)).map((name) => [
        name,
        String(data.get(name)).replaceAll("\r\n", "\n"),
      ]),
    );
  }

  /** What differs from what the dialog was opened with. */
  #wanted() {
    const now = this.#posted();
    const fields = Object.fromEntries(
      Object.entries(now).filter(([name, value]) => value !== this.#before[name]),
    );
    const { text } = this.options.article;
    const [old, span] = [this.#span, this.#edges?.span];
    const before = { ...this.#before };
    if (span && (old.start !== span.start || old.end !== span.end)) {
      const place = (/** @type {typeof span} */ { start, end }) => ({
        start: String(start),
        end: String(end),
        exact: text.slice(start, end),
      });
      Object.assign(fields, place(span));
      Object.assign(before, place(old));
    }
    return { fields, before };
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const { dialog } = this;
    const { edits, saver, suggestions } = this.options;
    const { fields, before } = this.#wanted();
    const isSuggested = suggestions.has(this.#id);
    if (!isSuggested && !Object.keys(fields).length) return dialog.close();
    this.#forgetRefused();
    const sent = isSuggested
      ? suggestions.accept(this.#id, { ...this.#posted(), ...fields })
      : edits.change(this.#id, fields, before, saver.known(this.#id));
    if (sent) await this.#settle(sent);
  }

  /** @param {Promise<import("../saving/saver.js").Outcome>} sent */
  async #settle(sent) {
    const { dialog } = this;
    const buttons = dialog.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    const { problem, change } = await sent;
    for (const button of buttons) button.disabled = false;
    const form = dialog.querySelector("form");
    if (!problem) {
      if (form) forgetForm(form);
      return dialog.close();
    }
    this.#refused = change;
    if (form) showProblem(form, problem, change.fields);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { dialog } = this;
    const { saver, refresh } = this.options;
    const target = /** @type {Element} */ (event.target);
    const choice = target.closest("[data-choice]")?.getAttribute("data-choice");
    if (choice === "mine" && this.#refused?.problem?.current) {
      const { version } = this.#refused.problem.current;
      this.#settle(saver.again(this.#refused, version));
      this.#refused = null;
    } else if (choice === "theirs") {
      dialog.close();
      refresh();
    } else if (target.closest("[data-command=cancel]")) {
      event.preventDefault();
      const form = dialog.querySelector("form");
      if (form) forgetForm(form);
      dialog.close();
    }
  }

  #closed() {
    const { current, page, highlights } = this.options;
    this.#forgetRefused();
    highlights.clear("draft");
    replaceForms(this.dialog, "");
    page.keepFocus(current.card(this.#id) ?? current.card());
  }

  /** The form holds what was refused: it is sent anew from there, or given up with it. */
  #forgetRefused() {
    if (!this.#refused) return;
    this.options.edits.forget(this.#refused);
    this.#refused = null;
  }
}
