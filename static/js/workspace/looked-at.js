/**
 * What of the text is looked at: the bar above it, the way to the next open words, and saying that
 * there is nothing to check in what is selected. Imported with the first of these keys or changes.
 */

import { getJson } from "../ui/requests.js";
import { gettext } from "../ui/i18n.js";

/** @typedef {import("../text/offsets.js").Span} Span */
/** @typedef {import("../saving/queue.js").Change} Change */

/** How long nothing must have changed before the bar is asked for anew, in milliseconds. */
const PAUSE = 600;
/** How long the next open words wait for changes that are on their way, and how often they look. */
const [LONGEST, OFTEN] = [3000, 20];

export class LookedAt {
  /** Where words are open, in order; null while that is not known. @type {Span[] | null} */ #open = null;
  /** How many changes were saved since the page was opened. */ #changes = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {import("./annotation-workspace.js").Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
  }

  /** @param {Change} change @param {{ bar?: string }} envelope */
  done(change, { bar }) {
    this.#changes += 1;
    if (bar) this.#show(bar);
    if (change.kind === "clear") return;
    const { start, end } = change.fields;
    // What is to be looked at again is shown.
    if (change.kind === "unclear") this.#select({ start: Number(start), end: Number(end) });
    this.#open = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  /** Select the next words that nobody has looked at. */
  async next() {
    const { article, current, draft } = this.workspace;
    const open = await this.#known();
    const here = draft.now()?.end ?? current.span()?.start ?? article.caret() ?? article.firstVisible();
    if (open) await this.#go(open, here);
  }

  /** Say that there is nothing to check in what is selected, and go on; where nothing is, only go on. */
  async nothing() {
    const { cursor, draft, edits, page } = this.workspace;
    const span = draft.now();
    if (!span) return this.next();
    const exact = edits.wordsOf(span);
    if (exact === null) return;
    const { clearUrl = "", unclearUrl = "" } = page.data;
    const id = `words-${span.start}-${span.end}`;
    const fields = { start: String(span.start), end: String(span.end), exact };
    edits.make(
      { kind: "clear", id, url: clearUrl, fields },
      { kind: "unclear", id, url: unclearUrl, fields },
    );
    draft.clear({ caret: cursor.isOn });
    const isApart = (/** @type {Span} */ { start, end }) => end <= span.start || span.end <= start;
    const isWithin = (/** @type {Span} */ { start, end }) => span.start <= start && end <= span.end;
    // Of a stretch of which a part is left the server knows which.
    if (!this.#open?.every((one) => isApart(one) || isWithin(one))) this.#open = null;
    this.#open = this.#open?.filter(isApart) ?? null;
    const open = await this.#known();
    if (open) await this.#go(open, span.end);
  }

  /** To the first open words that end behind `here`, or else to the first of all. @param {Span[]} open @param {number} here */
  async #go(open, here) {
    const next = open.find(({ end }) => end > here) ?? open[0];
    if (next) return this.#select(next);
    // Said last: the answers to changes say something as well.
    await this.#settled(() => true);
    this.workspace.page.tell(gettext("All words are looked at."));
  }

  /** @param {Span} span */
  async #select(span) {
    const { current, draft } = this.workspace;
    draft.select(span);
    await current.reveal(span);
  }

  /** Where words are open, once the changes on their way are there; null while it cannot be known. @returns {Promise<Span[] | null>} */
  async #known() {
    const { page } = this.workspace;
    await this.#settled((kind) => kind !== "clear");
    const open = this.#open ?? (await this.#ask());
    if (!open) page.tell(gettext("The server does not answer."));
    return open;
  }

  /** Wait while changes of these kinds are on their way. @param {(kind: string) => boolean} isWaitedFor */
  async #settled(isWaitedFor) {
    const { saver } = this.workspace;
    const isUnderWay = () =>
      saver.store.all().some(({ kind, problem }) => !problem && isWaitedFor(kind));
    const before = Date.now();
    while (isUnderWay() && !saver.offline && Date.now() - before < LONGEST)
      await new Promise((resolve) => setTimeout(resolve, OFTEN));
  }

  /** @returns {Promise<Span[] | null>} */
  async #ask() {
    const { page } = this.workspace;
    clearTimeout(this.#timer);
    await this.#settled(() => true);
    const before = this.#changes;
    /** @type {any} */
    const answer = await getJson(page.data.wordsUrl ?? "");
    if (!answer) return null;
    // What was saved meanwhile may or may not be in it.
    if (before !== this.#changes) return this.#ask();
    this.#show(answer.bar);
    this.#open = answer.open.map((/** @type {number[]} */ [start, end]) => ({ start, end }));
    return this.#open;
  }

  /** @param {string} bar */
  #show(bar) {
    const shown = this.workspace.page.find("#looked-at");
    if (shown) shown.innerHTML = bar;
    this.workspace.page.keepFocus();
  }
}
