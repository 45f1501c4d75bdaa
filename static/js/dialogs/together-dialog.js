/**
 * The dialog in which several annotations get the same details or are deleted: the server's form,
 * whose ticked rows become changes like any other, and one step of undoing.
 */

import { countTaken } from "./outcomes.js";
import { gettext, ngettext } from "../ui/i18n.js";
import { showProblem } from "../ui/refusal.js";
import { fragment } from "../ui/requests.js";

export class TogetherDialog {
  /**
   * @param {{ page: import("../workspace/dom.js").Page, edits: import("../workspace/edits.js").Edits }} options
   */
  constructor(options) {
    this.options = options;
    this.dialog = options.page.dialog("#together");
    this.dialog.addEventListener("submit", (event) => this.#submit(event));
    this.dialog.addEventListener("click", (event) => this.#click(event));
    this.dialog.addEventListener("close", () => {
      this.dialog.replaceChildren();
      options.page.keepFocus();
    });
  }

  async open() {
    const { dialog } = this;
    const { page } = this.options;
    const link = /** @type {HTMLAnchorElement | null} */ (page.find("a[data-command=together]"));
    const { body, problem } = await fragment(link?.href ?? "");
    if (problem) return page.tell(`${problem.title}. ${problem.detail}`);
    if (dialog.open) return;
    dialog.innerHTML = body;
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const { edits, page } = this.options;
    const form = /** @type {HTMLFormElement} */ (event.target);
    const ticked = [...form.querySelectorAll("[name=annotation]")].filter(
      (box) => /** @type {HTMLInputElement} */ (box).checked,
    );
    const posted = new FormData(form, event.submitter);
    const fields = wanted(posted);
    const isDeleting = posted.get("act") === "delete";
    if (!ticked.length) return refuse(form, gettext("Tick some annotations first"));
    if (!isDeleting && !Object.keys(fields).length)
      return refuse(form, gettext("Say what they have in common first"));
    const sent = edits.history.together(() =>
      ticked.map((box) => {
        const data = /** @type {HTMLElement} */ (box).dataset;
        const id = data.id ?? "";
        return isDeleting ? edits.withdraw(id) : this.#change(id, data, fields);
      }),
    );
    this.dialog.close();
    const taken = await countTaken(sent);
    if (!taken) return;
    const words = isDeleting
      ? ngettext("%(n)s annotation deleted.", "%(n)s annotations deleted.", taken)
      : ngettext("%(n)s annotation changed.", "%(n)s annotations changed.", taken);
    page.tell(words);
  }

  /** Send what differs and what its label takes. @param {string} id @param {DOMStringMap} data @param {Record<string, string>} fields */
  #change(id, data, fields) {
    const before = {
      label: data.label ?? "",
      attributed_to: data.attributedTo ?? "",
      value: data.value ?? "",
      unit: data.unit ?? "",
      span_group: data.spanGroup ?? "",
    };
    const { page, edits } = this.options;
    const takes = page.label(fields.label ?? before.label)?.takes ?? [];
    const differing = Object.entries(fields).filter(
      ([name, value]) =>
        value !== before[/** @type {keyof typeof before} */ (name)] &&
        (name !== "unit" || takes.includes("amount")),
    );
    if (!differing.length) return undefined;
    return edits.change(id, Object.fromEntries(differing), before, Number(data.version));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (!(/** @type {Element} */ (event.target).closest("[data-command=cancel]"))) return;
    event.preventDefault();
    this.dialog.close();
  }
}

/** @param {HTMLFormElement} form @param {string} title */
function refuse(form, title) {
  showProblem(form, { status: 0, code: "invalid", title, detail: "" }, {});
}

/** What they are to have in common; an empty field leaves each as it is. @param {FormData} posted @returns {Record<string, string>} */
function wanted(posted) {
  const fields = ["label", "attributed_to", "unit"]
    .map((name) => [name, String(posted.get(name) ?? "").trim()])
    .filter(([, value]) => value);
  if (posted.has("no_speaker")) fields.push(["attributed_to", ""]);
  return Object.fromEntries(fields);
}
