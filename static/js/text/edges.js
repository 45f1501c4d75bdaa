/** Controls that move the edges of a span by word and letter, and show the span in its context. */

import { snap, stepEdge, trim } from "./words.js";

/** @typedef {import("./offsets.js").Span} Span */

const AROUND = 60;
const SAID = 30;

export class Edges {
  /** @type {"start" | "end"} */ edge = "end";

  /**
   * @param {HTMLElement} element made from the page's template: buttons `[data-edge]` choose,
   *   `[data-step="word|grapheme"][data-way]` move, `[data-words]` shows, `[data-edge-words]` says
   * @param {{ text: import("./offsets.js").MeasuredText }} article @param {Span} span
   * @param {(span: Span) => void} onChange
   */
  constructor(element, article, span, onChange) {
    this.element = element;
    this.text = article.text;
    this.span = span;
    this.onChange = onChange;
    element.addEventListener("click", (event) => this.#click(event));
    element.addEventListener("keydown", (event) => this.#key(event));
    this.#show();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    const { edge, step, way } = button.dataset;
    if (edge === "start" || edge === "end") this.edge = edge;
    if (step === "word" || step === "grapheme") this.#move(step, way === "on" ? 1 : -1);
    this.#show();
  }

  /** Arrows go along the text as it is read: in right-to-left text the left one goes on. @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Enter" && target.matches("[data-edge]")) {
      event.preventDefault();
      target.closest("form")?.requestSubmit();
      return;
    }
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const rightToLeft = getComputedStyle(this.#words()).direction === "rtl";
    this.#move(
      event.altKey ? "grapheme" : "word",
      /** @type {1 | -1} */ (rightToLeft ? -way : way),
    );
    this.#show();
  }

  /** @param {"word" | "grapheme"} unit @param {1 | -1} way */
  #move(unit, way) {
    this.span = stepEdge(this.text, this.span, this.edge, unit, way);
    this.onChange(this.span);
    this.#say();
  }

  /** The words at the edge that has moved, for those who do not see it move. */
  #say() {
    const { start, end } = this.span;
    const near =
      this.edge === "end"
        ? { start: Math.max(start, end - SAID), end }
        : { start, end: Math.min(end, start + SAID) };
    const whole = snap(this.text, near, "word");
    const said = /** @type {HTMLElement} */ (this.element.querySelector("[data-edge-words]"));
    said.textContent = this.text.slice(Math.max(whole.start, start), Math.min(whole.end, end));
  }

  #words() {
    return /** @type {HTMLElement} */ (this.element.querySelector("[data-words]"));
  }

  #show() {
    const { start, end } = this.span;
    for (const button of this.element.querySelectorAll("[data-edge]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-edge") === this.edge));
    }
    const from = snap(this.text, { start: Math.max(0, start - AROUND), end }, "word").start;
    const to = snap(
      this.text,
      { start, end: Math.min(this.text.length, end + AROUND) },
      "word",
    ).end;
    const whole = trim(this.text, { start: from, end: to }) ?? this.span;
    const mark = document.createElement("mark");
    mark.textContent = this.text.slice(start, end);
    this.#words().replaceChildren(
      whole.start > 0 ? "… " : "",
      this.text.slice(Math.min(whole.start, start), start),
      mark,
      this.text.slice(end, Math.max(whole.end, end)),
      whole.end < this.text.length ? " …" : "",
    );
  }
}
