/**
 * Selects an option of the ruling form by a lane's number or an option's letter, and updates what
 * depends on it.
 */

export class Choice {
  /** The group that was taken for a while, so that it is asked for once. */ #taken = "";

  /** @param {HTMLElement} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** @returns {HTMLFormElement | null} */
  get #form() {
    return this.desk.querySelector("form.ruling");
  }

  /** Whether the key chose something. @param {string} key */
  choose(key) {
    const form = this.#form;
    if (!form) return false;
    const selector = /\d/.test(key) ? `[data-number="${key}"]` : `[data-key="${key}"]`;
    const radio = form.querySelector(`[name=choice]${selector}`);
    if (!(radio instanceof HTMLInputElement)) return false;
    const ticks = form.querySelector("[value=several]:checked");
    const box = radio.closest(".lane")?.querySelector("[name=letters]");
    const within = form.closest("details");
    if (within) within.open = true;
    if (ticks && box instanceof HTMLInputElement) {
      box.checked = !box.checked;
      return true;
    }
    radio.checked = true;
    radio.focus({ preventScroll: true });
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    radio.closest(".lane, .btn")?.scrollIntoView({ block: "nearest" });
    if (radio.value === "edit") this.#intoEdit(form);
    return true;
  }

  /** Whether what is chosen needs a reason, and none is chosen. */
  asksForReason() {
    const chosen = this.#form?.querySelector("[name=choice]:checked");
    const reason = this.#form?.querySelector("[name=reason]");
    return Boolean(
      chosen &&
        !chosen.hasAttribute("data-free") &&
        reason instanceof HTMLSelectElement &&
        !reason.value,
    );
  }

  /** What a change of a field brings with it. @param {HTMLElement} field */
  changed(field) {
    const form = this.#form;
    if (!form?.contains(field)) return;
    const url = form.dataset.reserveUrl;
    if (url && url !== this.#taken) {
      if (this.#taken) this.#reserve(form, this.#taken, { release: "1" });
      this.#taken = url;
      this.#reserve(form, url, {});
    }
    if (field.matches("[name=choice]")) this.#askReason(form, field);
  }

  /**
   * Take a group for a while, or let it go. Only a courtesy to the other reviewers: nothing depends
   * on the answer.
   * @param {HTMLFormElement} form @param {string} url @param {Record<string, string>} more
   */
  #reserve(form, url, more) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    const csrfmiddlewaretoken = token instanceof HTMLInputElement ? token.value : "";
    const body = new URLSearchParams({ csrfmiddlewaretoken, ...more });
    fetch(url, { method: "POST", body, headers: { "X-Fragment": "1" } }).catch(() => {});
  }

  /** A choice that no majority holds needs a reason: the field is shown as required. @param {HTMLFormElement} form @param {HTMLElement} radio */
  #askReason(form, radio) {
    const reason = form.querySelector("[name=reason]");
    if (reason instanceof HTMLSelectElement)
      reason.setAttribute("aria-required", String(!radio.hasAttribute("data-free")));
  }

  /** @param {HTMLFormElement} form */
  #intoEdit(form) {
    const first = form.querySelector(".edits [data-edge], .edits textarea");
    if (first instanceof HTMLElement) first.focus();
  }
}
