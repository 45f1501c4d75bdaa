/**
 * <annotation-workspace>: creates the workspace's modules, connects them and routes events to
 * commands. The DOM holds the state, except for the draft, the current annotation and unsaved
 * changes.
 */

import { Responses } from "../saving/apply-response.js";
import { Edits } from "./edits.js";
import { commandsOf } from "./commands.js";
import { ActiveCard, idOf } from "./active-card.js";
import { Cursor } from "../text/cursor.js";
import { Dock } from "./dock.js";
import { Draft } from "./draft.js";
import { Freshness } from "../saving/freshness.js";
import { fillHelp } from "../ui/help.js";
import { bindingsFor, commandFor } from "./keys.js";
import { tagCommand } from "./labels.js";
import { CardList } from "./card-list.js";
import { Page } from "./dom.js";
import { Highlights } from "../text/highlights.js";
import { QuotationForm } from "./quotation-form.js";
import { SaveLine } from "../saving/save-line.js";
import { Saver } from "../saving/saver.js";
import { ArticleText } from "../text/article-text.js";
import { Suggestions } from "./suggestions.js";
import { askForSuggestions } from "./suggestions-to-come.js";
import { Tapping } from "../text/tapping.js";
import { gettext } from "../ui/i18n.js";

export class Workspace {
  /** @type {ReturnType<typeof import("./dialogs.js").dialogsOf> | null} */ #dialogs = null;

  /** @param {HTMLElement} element @param {AbortSignal} signal ends all listening */
  constructor(element, signal) {
    this.page = new Page(element);
    this.signal = signal;
    const { page } = this;
    this.bindings = bindingsFor(page.labelTable);
    this.article = new ArticleText(page.the("#text"));
    this.highlights = new Highlights(this.article);
    this.list = new CardList(element, this.article, signal);
    const base = { page, article: this.article, highlights: this.highlights, signal };
    this.dock = new Dock(base);
    const showDock = () => this.showDock();
    const refresh = () => this.responses.refresh();
    this.current = new ActiveCard({ ...base, list: this.list, onChange: showDock });
    this.list.onBrought = () => this.current.paint();
    this.draft = new Draft({ ...base, onChange: showDock });
    this.cursor = new Cursor(this.article, (on) => page.press("cursor", on));
    this.tapping = new Tapping({ ...base, draft: this.draft });
    this.saver = new Saver({
      user: page.data.user ?? "",
      layer: page.data.layer ?? "",
      signal,
      versionShown: (id) => Number(page.find(`[data-annotation="${id}"]`)?.dataset.version ?? 0),
      onDone: (change, envelope) => this.responses.done(change, envelope),
      onRefused: (change, problem) => this.responses.refused(change, problem),
      onState: () => this.showState(),
      onOthers: refresh,
    });
    const parts = { ...base, current: this.current, saver: this.saver };
    this.edits = new Edits(parts);
    this.parts = { ...parts, edits: this.edits };
    this.suggestions = new Suggestions(this.parts);
    const openFailed = () => this.openFailed();
    const freshness = new Freshness({ page, saver: this.saver, refresh, signal });
    this.responses = new Responses({ ...this.parts, list: this.list, freshness, openFailed });
    this.quotation = new QuotationForm(page, (envelope) => {
      this.edits.added(envelope);
      this.showSaved(envelope);
    });
    this.saveLine = new SaveLine(page, this.saver);
    this.commands = commandsOf(this);
  }

  start() {
    const { page, signal } = this;
    fillHelp(page.dialog("#keys"), this.bindings);
    page.element.addEventListener("click", (event) => this.clicked(event), { signal });
    document.addEventListener("keydown", (event) => this.typed(event), { signal });
    // A page that Back has brought out of the browser's memory may be old.
    addEventListener("pageshow", (event) => event.persisted && this.responses.refresh(), { signal });
    this.showState();
    this.saver.resume();
    const isBusy = () => this.isBusy();
    askForSuggestions({ page, signal, isBusy, refresh: () => this.responses.refresh() });
  }

  /** Whether the text must not be exchanged now: something is selected, unsent or typed. */
  isBusy() {
    const { draft, saver } = this;
    return Boolean(draft.span || saver.store.all().length || document.querySelector("dialog[open]"));
  }

  /** The dialogs, which not everybody opens; null while the server does not answer. */
  async dialogs() {
    const { page } = this;
    /** @type {typeof import("./dialogs.js") | null} */
    const module = await import(page.data.dialogs ?? "").catch(() => null);
    if (!module) page.say(gettext("The server does not answer."));
    else this.#dialogs ??= module.dialogsOf(this);
    return this.#dialogs;
  }

  /** Open the dialog of refused changes. */
  async openFailed() {
    (await this.dialogs())?.failedChanges.open();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    /** @param {string} selector */
    const closest = (selector) => /** @type {HTMLElement | null} */ (target.closest(selector));
    const card = closest("#cards > li");
    if (card && this.current.id !== idOf(card)) this.current.set(idOf(card), { scroll: true });
    const filter = closest("[data-filter]")?.dataset.filter;
    const label = closest("#dock [data-label]")?.dataset.label;
    const command = label ? tagCommand(label) : closest("[data-command]")?.dataset.command;
    if (filter && this.list.filter(filter)) event.preventDefault();
    if (command === "restore") {
      event.preventDefault();
      this.edits.restore(closest("[data-annotation]")?.dataset.annotation ?? "");
    } else if (command === "return") {
      event.preventDefault();
      this.suggestions.giveBack(closest("[data-suggestion]")?.dataset.suggestion ?? "");
    } else if (command && command in this.commands) {
      event.preventDefault();
      this.commands[command]();
    } else if (closest("#text") && !(this.tapping.isOn && this.tapping.tap(event))) {
      const mark = closest("mark");
      if (this.article.selected()) return;
      if (mark) this.current.atMark(mark);
      else this.current.set(null);
    }
  }

  /** @param {KeyboardEvent} event */
  typed(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]"))
      return;
    const singleLetters = "singleLetterKeys" in this.page.data;
    const { bindings } = this;
    const command = commandFor(event, this.place(event.target), { bindings, singleLetters });
    if (!command) return;
    event.preventDefault();
    this.commands[command]();
  }

  /** @param {EventTarget | null} target @returns {import("./keys.js").Place} */
  place(target) {
    const element = target instanceof Element ? target : document.body;
    if (element.closest("#text")) return "text";
    if (element.closest("input, textarea, select, [contenteditable]")) return "field";
    if (element.matches("#cards > *")) return "list";
    return element.closest("#dock, #cards, .reading-tools") ? "tool" : "page";
  }

  showDock() {
    const { current, draft, dock, page, suggestions } = this;
    const name = current.id && !page.isReadOnly ? current.name() : null;
    const kind = suggestions.has(current.id ?? "") ? "suggestion" : "current";
    dock.show(draft.span, draft.measure(), name, kind);
  }

  /** Show what the server has saved without a change in the store. @param {import("../ui/requests.js").Envelope} envelope */
  showSaved(envelope) {
    this.responses.show(envelope, { makeCurrent: true });
    this.saveLine.saved();
    this.showState();
  }

  showState() {
    const { edits, page, highlights, responses, saver } = this;
    responses.details?.wait();
    if (page.isReadOnly && !saver.store.all().length) return;
    this.saveLine.show();
    const { saving, failed } = edits.pending();
    highlights.show("saving", saving);
    highlights.show("failed", failed);
    page.enable("undo", edits.history.canUndo);
    page.enable("redo", edits.history.canRedo);
  }
}

class AnnotationWorkspace extends HTMLElement {
  /** @type {AbortController | null} */ #ending = null;

  connectedCallback() {
    this.#ending = new AbortController();
    new Workspace(this, this.#ending.signal).start();
  }

  disconnectedCallback() {
    this.#ending?.abort();
  }
}

customElements.define("annotation-workspace", AnnotationWorkspace);
