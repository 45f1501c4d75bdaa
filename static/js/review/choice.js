/**
 * The decision by keys: a digit or a letter chooses an option, then a digit says why and decides.
 * What is chosen is painted into the text, what is missing is said in the bar.
 */

import { gettext } from "../ui/i18n.js";
import { bringIntoView, paint } from "./painting.js";

export class Choice {
  /** @param {HTMLElement} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** @returns {HTMLFormElement | null} */
  get #form() {
    return this.desk.querySelector("form.ruling");
  }

  /** @returns {HTMLInputElement | null} */
  get #chosen() {
    return this.#form?.querySelector("[name=choice]:checked") ?? null;
  }

  /** The reasons that are on offer now; null where none is asked for. */
  get #why() {
    const [form, chosen] = [this.#form, this.#chosen];
    if (!form || !chosen || (chosen.matches("[data-free]") && !form.matches("[data-why]"))) return null;
    return /** @type {HTMLElement | null} */ (form.querySelector(`.why.for-${chosen.dataset.outcome}`));
  }

  /** After a page has come: what was posted and refused is as it was. */
  begin() {
    const form = this.#form;
    if (!form) return paint(this.desk, null);
    const note = form.querySelector("[name=note]");
    form.toggleAttribute("data-note", note instanceof HTMLTextAreaElement && note.value !== "");
    paint(this.desk, this.#chosen);
    this.#hint();
    bringIntoView(this.desk);
  }

  /** Whether the digit did something: it says why where that is asked, and chooses otherwise. @param {string} key */
  digit(key) {
    const form = this.#form;
    const several = form?.querySelector("[value=several]:checked") && !form.matches("[data-why]");
    if (several) {
      const box = form?.querySelector(`.which [data-number="${key}"]`);
      if (box instanceof HTMLInputElement) box.click();
      return Boolean(box);
    }
    if (!this.#why) return this.choose(key);
    const reason = this.#why.querySelector(`[data-digit="${key}"]`);
    if (!(reason instanceof HTMLInputElement)) return false;
    reason.checked = true;
    this.settle();
    return true;
  }

  /** Whether the key chose an option. @param {string} key */
  choose(key) {
    const form = this.#form;
    const selector = /\d/.test(key) ? `[data-number="${key}"]` : `[data-key="${key}"]`;
    const radio = form?.querySelector(`[name=choice]${selector}`);
    if (!form || !(radio instanceof HTMLInputElement)) return false;
    const within = form.closest("details");
    if (within) within.open = true;
    radio.checked = true;
    radio.focus({ preventScroll: true });
    radio.closest(".option")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#take(radio);
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const first = form.querySelector(".edits [data-edge], .edits textarea");
    if (radio.value === "edit" && first instanceof HTMLElement) first.focus();
    return true;
  }

  /** Offer the reasons although none is needed, or show those that are. */
  askWhy() {
    if (!this.#chosen) return this.#refuse(gettext("Choose what stands here first."));
    this.#form?.setAttribute("data-why", "");
    this.#hint();
    return true;
  }

  /** Show the note and write in it. */
  openNote() {
    const note = this.#form?.querySelector("[name=note]");
    if (!(note instanceof HTMLTextAreaElement)) return false;
    const within = this.#form?.closest("details");
    if (within) within.open = true;
    this.#form?.setAttribute("data-note", "");
    note.focus();
    return true;
  }

  /** One step back: what was chosen is let go. Whether there was anything. */
  back() {
    const [form, chosen] = [this.#form, this.#chosen];
    if (!form || !chosen) return false;
    chosen.checked = false;
    for (const reason of form.querySelectorAll("[name=reason]"))
      /** @type {HTMLInputElement} */ (reason).checked = false;
    form.removeAttribute("data-why");
    this.#refuse("");
    paint(this.desk, null);
    this.#hint();
    /** @type {HTMLElement | null} */ (this.desk.querySelector("[data-heading]"))?.focus();
    return true;
  }

  /** Send the decision, or say what is missing. Whether there is a form. */
  settle() {
    const form = this.#form;
    const button = form?.querySelector("[data-command=settle]");
    if (!form || !(button instanceof HTMLButtonElement)) return false;
    form.requestSubmit(button);
    return true;
  }

  /** Whether the decision can be sent; if not, the bar says what is missing. */
  isComplete() {
    const [form, why] = [this.#form, this.#why];
    if (!this.#chosen) return this.#refuse(gettext("Choose what stands here first."));
    const reason = why?.querySelector("[name=reason]:checked");
    const needed = !this.#chosen.matches("[data-free]");
    if (needed && why && !reason)
      return this.#refuse(
        gettext("Say why: press 1 to %s.").replace("%s", String(why.querySelectorAll("[name=reason]").length)),
      );
    const note = form?.querySelector("[name=note]");
    const empty = note instanceof HTMLTextAreaElement && !note.value.trim();
    if (reason instanceof HTMLInputElement && reason.value === "other" && empty) {
      this.openNote();
      return this.#refuse(gettext("“Other” needs a note: say why, then press Enter."));
    }
    this.#refuse("");
    return true;
  }

  /** What a change of a field brings with it. @param {HTMLElement} field */
  changed(field) {
    if (!this.#form?.contains(field)) return;
    if (field instanceof HTMLInputElement && field.name === "choice") this.#take(field);
    if (field instanceof HTMLInputElement && field.name === "reason") this.#refuse("");
  }

  /** The reason that the question implies is chosen with the option; another's is let go. @param {HTMLInputElement} radio */
  #take(radio) {
    const form = /** @type {HTMLFormElement} */ (this.#form);
    form.removeAttribute("data-why");
    for (const reason of form.querySelectorAll("[name=reason]")) {
      const one = /** @type {HTMLInputElement} */ (reason);
      const row = one.closest(".why");
      const fits = row instanceof HTMLElement && row === this.#why && row.dataset.preselected === one.value;
      one.checked = fits;
    }
    this.#refuse("");
    paint(this.desk, radio);
    this.#hint();
  }

  /** Say in the bar what would stand, and what the next key does. */
  #hint() {
    const would = this.#form?.querySelector("[data-would]");
    const words = this.#chosen?.closest(".option")?.nextElementSibling?.textContent ?? "";
    if (would && would.textContent !== words) would.textContent = words;
    const place = this.#form?.querySelector("[data-hint]");
    if (!place) return;
    const why = this.#why;
    this.#form?.toggleAttribute("data-asks-why", Boolean(why));
    const count = String(why?.querySelectorAll("[name=reason]").length ?? 0);
    const several = this.#form?.querySelector("[value=several]:checked");
    if (!this.#chosen) place.textContent = gettext("Press a digit or a letter to choose.");
    else if (several) place.textContent = gettext("Digits tick versions; Enter decides.");
    else if (!why) place.textContent = gettext("Enter decides.");
    else if (why.querySelector("[name=reason]:checked"))
      place.textContent = gettext("Enter decides; 1 to %s is another reason.").replace("%s", count);
    else place.textContent = gettext("Why? 1 to %s decides.").replace("%s", count);
  }

  /** @param {string} words @returns {false} */
  #refuse(words) {
    const place = this.#form?.querySelector("[data-refused]");
    if (place) place.textContent = words;
    return false;
  }
}
