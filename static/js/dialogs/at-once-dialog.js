/**
 * The dialog of suggestions that are accepted together: the server's form, whose ticked rows become
 * changes like any other, and one step of undoing.
 */

import { countTaken } from "./outcomes.js";
import { fragment } from "../ui/requests.js";
import { ngettext } from "../ui/i18n.js";

export class AtOnceDialog {
  /**
   * @param {{ page: import("../workspace/dom.js").Page, edits: import("../workspace/edits.js").Edits,
   *   suggestions: import("../workspace/suggestions.js").Suggestions }} options
   */
  constructor(options) {
    this.options = options;
    this.dialog = options.page.dialog("#at-once");
    this.dialog.addEventListener("submit", (event) => this.#submit(event));
    this.dialog.addEventListener("click", (event) => this.#click(event));
    this.dialog.addEventListener("close", () => {
      this.dialog.replaceChildren();
      options.page.keepFocus();
    });
  }

  /** @param {string} url */
  async open(url) {
    const { dialog } = this;
    const { page } = this.options;
    const { body, problem } = await fragment(url);
    if (problem) return page.tell(`${problem.title}. ${problem.detail}`);
    if (dialog.open) return;
    dialog.innerHTML = body;
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  }

  #boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.dialog.querySelectorAll("[type=checkbox]")]);
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const { edits, page, suggestions } = this.options;
    const ticked = this.#boxes().filter((box) => box.checked);
    const sent = edits.history.together(() =>
      ticked.map((box) => suggestions.accept(box.value, {}, box)),
    );
    this.dialog.close();
    const taken = await countTaken(sent);
    if (taken)
      page.tell(ngettext("%(n)s suggestion accepted.", "%(n)s suggestions accepted.", taken));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = /** @type {Element} */ (event.target);
    const only = target.closest("[data-only]")?.getAttribute("data-only");
    if (only) for (const box of this.#boxes()) box.checked = box.dataset.paragraph === only;
    if (!target.closest("[data-command=cancel]")) return;
    event.preventDefault();
    this.dialog.close();
  }
}
