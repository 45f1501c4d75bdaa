/**
 * <annotation-workspace>: joins the modules to the page that the server drew and to one another. The
 * page is the state; kept here are only the draft, the current annotation and what is not saved yet.
 */

import { Answers } from "../saving/apply-response.js";
import { Changing } from "./edits.js";
import { commandsOf } from "./commands.js";
import { Current, idOf } from "./active-card.js";
import { Cursor } from "../text/cursor.js";
import { Dock } from "./dock.js";
import { Draft } from "./draft.js";
import { Freshness } from "../saving/freshness.js";
import { fillHelp } from "../ui/help.js";
import { BINDINGS, commandFor } from "./keys.js";
import { Listing } from "./card-list.js";
import { Needs } from "../saving/failed-changes.js";
import { Page } from "./dom.js";
import { Passing } from "../text/transient-highlights.js";
import { Quotation } from "./quotation-form.js";
import { SaveLine } from "../saving/save-line.js";
import { Saver } from "../saving/saver.js";
import { Reading } from "../text/article-text.js";
import { Suggesting } from "./suggestions.js";
import { Tapping } from "../text/tapping.js";
import { gettext } from "../ui/translated.js";

export class Workspace {
  /** @type {ReturnType<typeof import("./dialogs.js").dialogsOf> | null} */ #dialogs = null;

  /** @param {HTMLElement} element @param {AbortSignal} signal ends all listening */
  constructor(element, signal) {
    this.page = new Page(element);
    this.signal = signal;
    const { page } = this;
    this.reading = new Reading(page.the("#text"));
    this.passing = new Passing(this.reading);
    this.list = new Listing(element, this.reading, signal);
    const base = { page, reading: this.reading, passing: this.passing, signal };
    this.dock = new Dock(base);
    const showDock = () => this.showDock();
    this.current = new Current({ ...base, list: this.list, onChange: showDock });
    this.draft = new Draft({ ...base, onChange: showDock });
    this.cursor = new Cursor(this.reading, (on) => page.press("cursor", on));
    this.tapping = new Tapping({ ...base, draft: this.draft });
    this.saver = new Saver({
      user: page.data.user ?? "",
      layer: page.data.layer ?? "",
      signal,
      versionShown: (id) => Number(page.find(`[data-annotation="${id}"]`)?.dataset.version ?? 0),
      onDone: (change, envelope) => this.answers.done(change, envelope),
      onRefused: (change, problem) => this.answers.refused(change, problem),
      onState: () => this.showState(),
      onOthers: () => this.answers.refresh(),
    });
    this.acting = { ...base, current: this.current, saver: this.saver };
    this.changing = new Changing(this.acting);
    const acting = { ...this.acting, changing: this.changing };
    this.suggesting = new Suggesting(acting);
    this.needs = new Needs({ ...acting, refresh: () => this.answers.refresh() });
    this.answers = new Answers({ ...acting, list: this.list, needs: this.needs });
    this.quotation = new Quotation(page, (envelope) => {
      this.changing.added(envelope);
      this.showSaved(envelope);
    });
    const refresh = () => this.answers.refresh();
    this.freshness = new Freshness({ page, saver: this.saver, refresh, signal });
    this.saveLine = new SaveLine(page, this.saver);
    this.commands = commandsOf(this);
  }

  start() {
    const { page, signal } = this;
    fillHelp(page.dialog("#keys"), BINDINGS);
    page.element.addEventListener("click", (event) => this.clicked(event), { signal });
    document.addEventListener("keydown", (event) => this.typed(event), { signal });
    // A page that Back has brought out of the browser's memory may be old.
    addEventListener("pageshow", (event) => event.persisted && this.answers.refresh(), { signal });
    this.showState();
    this.saver.resume();
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

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    /** @param {string} selector */
    const closest = (selector) => /** @type {HTMLElement | null} */ (target.closest(selector));
    const card = closest("#cards > li");
    if (card && this.current.id !== idOf(card)) this.current.set(idOf(card), { scroll: true });
    const filter = closest("[data-filter]")?.dataset.filter;
    const command =
      closest("[data-command]")?.dataset.command ?? closest("#dock [data-label]")?.dataset.label;
    if (filter && this.list.filter(filter)) event.preventDefault();
    if (command === "restore") {
      event.preventDefault();
      this.changing.restore(closest("[data-annotation]")?.dataset.annotation ?? "");
    } else if (command === "return") {
      event.preventDefault();
      this.suggesting.giveBack(closest("[data-suggestion]")?.dataset.suggestion ?? "");
    } else if (command && command in this.commands) {
      event.preventDefault();
      this.commands[command]();
    } else if (closest("#text") && !(this.tapping.isOn && this.tapping.tap(event))) {
      const mark = closest("mark");
      if (this.reading.selected()) return;
      if (mark) this.current.atMark(mark);
      else this.current.set(null);
    }
  }

  /** @param {KeyboardEvent} event */
  typed(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]"))
      return;
    const singleLetters = "singleLetterKeys" in this.page.data;
    const command = commandFor(event, this.place(event.target), { singleLetters });
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
    const { current, draft, dock, page, suggesting } = this;
    const name = current.id && !page.isReadOnly ? current.name() : null;
    const kind = suggesting.has(current.id ?? "") ? "suggestion" : "current";
    dock.show(draft.span, draft.measure(), name, kind);
  }

  /** Show what the server has saved without a change on the shelf. @param {import("../ui/requests.js").Envelope} envelope */
  showSaved(envelope) {
    this.answers.show(envelope, { makeCurrent: true });
    this.saveLine.saved();
    this.showState();
  }

  showState() {
    const { changing, page, passing, saver } = this;
    if (page.isReadOnly && !saver.shelf.all().length) return;
    this.saveLine.show();
    const { saving, failed } = changing.pending();
    passing.show("saving", saving);
    passing.show("failed", failed);
    page.enable("undo", changing.history.canUndo);
    page.enable("redo", changing.history.canRedo);
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
