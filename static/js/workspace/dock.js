/**
 * The toolbar of labels. It is shown while words are selected: beside the selection with a mouse,
 * at the bottom of the screen on touch devices, away from the browser's own menu.
 */

/** @typedef {import("../text/offsets.js").Span} Span */

const GAP = 12;

export class Dock {
  #roomy = matchMedia("(pointer: fine) and (min-width: 60rem)");
  /** @type {Span | null} */ #span = null;

  /**
   * @param {{ page: import("./dom.js").Page, article: import("../text/article-text.js").ArticleText,
   *   signal: AbortSignal }} options a layer that is read-only has no dock
   */
  constructor({ page, article, signal }) {
    this.page = page;
    this.element = page.find("#dock");
    this.article = article;
    const { element } = this;
    if (!element) return;
    // Pressing a button must not take the focus from the text, nor the selection with it.
    element.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
    element.addEventListener("keydown", (event) => this.#walk(event), { signal });
    for (const event of ["scroll", "resize"]) {
      addEventListener(event, () => this.#place(), { signal, passive: true, capture: true });
    }
  }

  /**
   * Show what can be done: with a draft the labels, with a current annotation or suggestion alone
   * its tools.
   * @param {Span | null} draft @param {string} words @param {string | null} current
   * @param {"current" | "suggestion"} kind
   * @param {{ places: number, everywhere: boolean }} also in how many places the words stand, and
   *   whether all of them are to be marked
   */
  show(draft, words, current, kind, { places, everywhere }) {
    if (!this.element) return;
    const tools = !draft && current !== null && !this.#roomy.matches;
    this.#span = draft;
    if (this.element.hidden) this.#makeStop(this.element.querySelector("[data-label]"));
    this.page.show(this.element, draft !== null || tools);
    this.element.dataset.for = draft ? "draft" : kind;
    const said = this.element.querySelector("[data-dock-words]");
    if (said) said.textContent = draft ? words : (current ?? "");
    const all = /** @type {HTMLElement | null} */ (this.element.querySelector("[data-command=everywhere]"));
    if (all) {
      all.hidden = places < 2;
      all.setAttribute("aria-pressed", String(everywhere));
      const number = all.querySelector("[data-number]");
      if (number) number.textContent = String(places);
    }
    this.#place();
  }

  /** A toolbar is one stop of the Tab key; arrows go along it. @param {KeyboardEvent} event */
  #walk(event) {
    if (!this.element) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.element.querySelectorAll("button")].filter(
      (button) => button.offsetParent,
    );
    const here = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (here === -1) return;
    event.preventDefault();
    const next = buttons[(here + step + buttons.length) % buttons.length];
    this.#makeStop(next);
    next.focus();
  }

  /** @param {Element | null} stop */
  #makeStop(stop) {
    for (const button of this.element?.querySelectorAll("button") ?? []) {
      button.tabIndex = button === stop ? 0 : -1;
    }
  }

  /** Under the words, or over them where the window ends; elsewhere the style sheet's bottom bar. */
  #place() {
    if (!this.element) return;
    const { style } = this.element;
    const beside = this.#roomy.matches && this.#span !== null;
    this.element.classList.toggle("beside", beside);
    if (!beside || !this.#span) {
      style.top = style.left = "";
      return;
    }
    const lines = this.article.rangeOf(this.#span).getClientRects();
    const [first, last] = [lines[0], lines[lines.length - 1]];
    if (!first || !last) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const column = this.article.root.getBoundingClientRect();
    const below = last.bottom + GAP;
    const above = first.top - GAP - height;
    const top = below + height < innerHeight ? below : above;
    style.top = `${Math.min(Math.max(top, GAP), innerHeight - height - GAP)}px`;
    style.left = `${Math.min(Math.max(last.right - width / 2, column.left), column.right - width)}px`;
  }
}
