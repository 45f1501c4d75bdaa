/**
 * The edits of a layer (add, change, link, withdraw, restore), each recorded together with the
 * change that undoes it. Undo sends a new change; it never deletes one.
 */

import { History } from "./history.js";
import { gettext } from "../ui/i18n.js";

/** @typedef {import("../text/offsets.js").Span} Span */
/** @typedef {import("../saving/saver.js").Wish} Wish */
/** @typedef {import("../saving/queue.js").Kind} Kind */

const ANY_ID = "00000000-0000-0000-0000-000000000000";
/** What the server drops with a label, so that undoing must bring it back. */
const DROPPED = ["value", "unit", "span_group"];

export class Edits {
  /** @type {History<Wish>} */ history = new History();

  /**
   * @param {{ page: import("./dom.js").Page, article: import("../text/article-text.js").ArticleText,
   *   saver: import("../saving/saver.js").Saver, current: import("./active-card.js").ActiveCard }} options
   */
  constructor(options) {
    this.options = options;
  }

  /** @param {Span} span @param {string} label */
  add({ start, end }, label) {
    const exact = this.wordsOf({ start, end });
    if (exact === null) return undefined;
    const id = newId();
    const fields = {
      id,
      start: String(start),
      end: String(end),
      exact,
      label,
    };
    return this.make(
      this.#wish("add", id, fields),
      this.#wish("withdraw", id),
      this.#wish("restore", id),
    );
  }

  /** @param {string} id @param {string} label */
  relabel(id, label) {
    const { dataset } = this.options.current.card(id) ?? {};
    if (!dataset || dataset.label === label) return undefined;
    const before = {
      label: dataset.label ?? "",
      value: dataset.value ?? "",
      unit: dataset.unit ?? "",
      span_group: dataset.spanGroup ?? "",
    };
    return this.change(id, { label }, before);
  }

  /**
   * Send the fields that are to change; `before` is what all of them were.
   * @param {string} id @param {Record<string, string>} fields @param {Record<string, string>} before
   * @param {number} [over] the version that they were read from
   */
  change(id, fields, before, over) {
    const touched = "label" in fields ? [...Object.keys(fields), ...DROPPED] : Object.keys(fields);
    const old = Object.fromEntries(
      touched.filter((name) => name in before).map((name) => [name, before[name]]),
    );
    const wish = this.#wish("change", id, fields);
    return this.make(wish, this.#wish("change", id, old), wish, over);
  }

  /** @param {string} id */
  withdraw(id) {
    return this.make(this.#wish("withdraw", id), this.#wish("restore", id));
  }

  /** @param {string} id */
  restore(id) {
    return this.make(this.#wish("restore", id), this.#wish("withdraw", id));
  }

  /**
   * Tie the annotation to a fact, say something else of it, or untie it; `undo` takes that back.
   * @param {string} id @param {Record<string, string>} fields @param {Record<string, string>} undo
   */
  link(id, fields, undo) {
    return this.make(this.#wish("link", id, fields), this.#wish("link", id, undo));
  }

  /** A new fact that was linked as it was recorded can be unlinked. @param {string} id @param {{ fact: number }} linked */
  linked(id, { fact }) {
    const fields = { fact: String(fact) };
    this.history.did({
      redo: this.#wish("link", id, { ...fields, back: "1" }),
      undo: this.#wish("link", id, { ...fields, unlink: "1" }),
    });
  }

  /**
   * Make a change, with what undoes it and does it again; each with the words that it is about, since
   * those who are asked about it later may have no card of it any more.
   * @param {Wish} wish @param {Wish} undo @param {Wish} [redo]
   * @param {number} [over] the version that it was read from
   */
  make(wish, undo, redo = wish, over) {
    const words = this.#about(wish);
    this.history.did({ redo: { ...redo, words }, undo: { ...undo, words } });
    return this.options.saver.make({ ...wish, words }, over);
  }

  /** The words that are read there; null, and it is said, where the page was altered. @param {Span} span */
  wordsOf(span) {
    const { article, page } = this.options;
    const words = article.shownWords(span);
    if (words === null) page.show(page.find("#altered"), true);
    return words;
  }

  /** @param {Wish} wish */
  #about({ id, fields }) {
    const { article, current } = this.options;
    const span = current.span(fields.suggestion ?? id);
    return fields.exact ?? (span ? article.text.slice(span.start, span.end) : "");
  }

  /** What a quotation has added by itself can be undone too. @param {import("../ui/requests.js").Envelope} envelope */
  added({ annotation }) {
    const id = annotation?.id ?? "";
    this.history.did({ redo: this.#wish("restore", id), undo: this.#wish("withdraw", id) });
  }

  /** Give up a change that was refused, and all that would undo or repeat it. @param {import("../saving/queue.js").Change} change */
  forget(change) {
    this.history.forget((wish) => wish.id === change.id);
    this.options.saver.discard(change);
  }

  undo() {
    this.#makeAgain(this.history.undo(), gettext("There is nothing to undo."));
  }

  redo() {
    this.#makeAgain(this.history.redo(), gettext("There is nothing to redo."));
  }

  /** The spans that are on their way to the server, and those it has refused. */
  pending() {
    const changes = this.options.saver.store.all();
    const adds = changes.filter(
      (change) =>
        change.kind === "add" &&
        !changes.some(
          (other) => other.id === change.id && other.kind === "withdraw" && other.key > change.key,
        ),
    );
    /** @param {import("../saving/queue.js").Change} change */
    const span = ({ fields }) => ({ start: Number(fields.start), end: Number(fields.end) });
    return {
      saving: adds.filter((change) => !change.problem).map(span),
      failed: adds.filter((change) => change.problem).map(span),
    };
  }

  /** @param {Wish[]} wishes @param {string} otherwise */
  #makeAgain(wishes, otherwise) {
    for (const wish of wishes) this.options.saver.make(wish);
    if (!wishes.length) this.options.page.tell(otherwise);
  }

  /** @param {Kind} kind @param {string} id @param {Record<string, string>} [fields] @returns {Wish} */
  #wish(kind, id, fields = {}) {
    const { addUrl, changeUrl, withdrawUrl, restoreUrl, factsUrl } = this.options.page.data;
    /** @type {Partial<Record<Kind, string>>} */
    const urls = {
      add: addUrl,
      change: changeUrl,
      withdraw: withdrawUrl,
      restore: restoreUrl,
      link: factsUrl,
    };
    return { kind, id, fields, url: (urls[kind] ?? "").replace(ANY_ID, id) };
  }
}

/** A random UUID; by hand where the page came over plain HTTP and the browser offers none. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
