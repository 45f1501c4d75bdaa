/**
 * <day-field>: a line in which a day is typed. It tells what the server reads in the words, and its
 * button opens the browser's calendar. Without script the line alone does.
 */

import { getJson } from "./requests.js";

const PAUSE = 250; // Milliseconds without a key, after which the server is asked.

/** @param {HTMLElement} field */
export function startDay(field) {
  addSheet(field.dataset.sheet);
  const button = field.querySelector("button");
  if (button?.hidden) new Day(field, button); // Else it is here already and was only moved.
}

/** Few pages have a day, and without script the line needs no style of its own. @param {string} [href] */
function addSheet(href) {
  if (!href || document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

class Day {
  #asked = 0;
  #typing = 0;

  /** @param {HTMLElement} field @param {HTMLButtonElement} button */
  constructor(field, button) {
    this.field = field;
    button.hidden = false;
    button.before(this.#newCalendar());
    button.addEventListener("click", () => this.#open());
    const said = Object.assign(document.createElement("output"), { id: `${this.line.id || this.line.name}-said` });
    field.append(said);
    this.line.setAttribute("aria-describedby", [this.line.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));
    this.line.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = window.setTimeout(() => this.#read(), PAUSE);
    });
  }

  /** @returns {HTMLInputElement} */
  get line() {
    return /** @type {HTMLInputElement} */ (this.field.querySelector("input:not([type=date])"));
  }

  /** @returns {HTMLInputElement} */
  get calendar() {
    return /** @type {HTMLInputElement} */ (this.field.querySelector("input[type=date]"));
  }

  /** The browser's own field lies unseen below the button: of it only the calendar is shown. */
  #newCalendar() {
    const field = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1, value: this.field.dataset.day ?? "" });
    field.setAttribute("aria-hidden", "true");
    // What is picked is told by the line; no form is to hear of it twice.
    for (const kind of ["input", "change"])
      field.addEventListener(kind, (event) => {
        event.stopPropagation();
        if (kind === "change") this.#pick(field.value);
      });
    return field;
  }

  #open() {
    try {
      this.calendar.showPicker();
    } catch {
      this.calendar.focus(); // An older browser: its field can be typed into.
    }
  }

  /** @param {string} day as 2026-11-29, or nothing */
  async #pick(day) {
    this.line.value = day;
    await this.#read();
    for (const kind of ["input", "change"]) this.line.dispatchEvent(new Event(kind, { bubbles: true }));
    clearTimeout(this.#typing);
    this.line.focus();
  }

  /** Tell what is read in the line; picked days become words. */
  async #read() {
    const turn = ++this.#asked;
    const typed = this.line.value.trim();
    const answer = typed ? await getJson(`/day/?${new URLSearchParams({ words: typed })}`) : {};
    if (turn !== this.#asked || !answer) return;
    const said = this.field.querySelector("output");
    if (answer.day === typed) this.line.value = answer.words;
    this.calendar.value = answer.day ?? "";
    if (!said) return;
    said.textContent = answer.problem ?? (answer.words === this.line.value.trim() ? "" : (answer.said ?? ""));
    said.classList.toggle("problem", Boolean(answer.problem));
  }
}

// Django's admin has none of our frame, which says so otherwise.
if (!customElements.get("day-field"))
  customElements.define("day-field", class extends HTMLElement {
    connectedCallback() {
      startDay(this);
    }
  });
