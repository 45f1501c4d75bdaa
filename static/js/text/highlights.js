/**
 * Temporary highlights for the draft, for changes being saved and for the current annotation. They
 * use the CSS Custom Highlight API and leave the DOM unchanged.
 */

/** @typedef {import("./offsets.js").Span} Span */
/** @typedef {"active" | "saving" | "failed" | "draft"} Name  Later ones are painted over earlier ones. */

const ORDER = ["active", "saving", "failed", "draft"];

export class Highlights {
  /** @type {Map<Name, Span[]>} */ #shown = new Map();

  /** @param {import("./article-text.js").ArticleText} article */
  constructor(article) {
    this.article = article;
  }

  /** @param {Name} name @param {Span[]} spans */
  show(name, spans) {
    this.#shown.set(name, spans);
    this.#draw(name);
  }

  /** @param {Name} name */
  clear(name) {
    this.show(name, []);
  }

  /** Paint all anew, after paragraphs were replaced. */
  redraw() {
    for (const name of this.#shown.keys()) this.#draw(name);
  }

  /** @param {Name} name */
  #draw(name) {
    if (!("highlights" in CSS)) return;
    // WebKit misses repaints when the ranges of a highlight change in place: always a new one.
    CSS.highlights.delete(name);
    const spans = this.#shown.get(name) ?? [];
    if (!spans.length) return;
    const highlight = new Highlight(...spans.map((span) => this.article.rangeOf(span)));
    highlight.priority = ORDER.indexOf(name);
    CSS.highlights.set(name, highlight);
  }
}
