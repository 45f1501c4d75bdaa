/**
 * <annotation-workspace>: creates the workspace's modules, connects them and routes events to
 * commands. The DOM holds the state, except for the draft, the current annotation and unsaved
 * changes.
 */

import { Responses } from "../saving/apply-response.js";
import { Edits } from "./edits.js";
import { clicked } from "./clicks.js";
import { commandsOf } from "./commands.js";
import { ActiveCard } from "./active-card.js";
import { Cursor } from "../text/cursor.js";
import { Dock } from "./dock.js";
import { Draft } from "./draft.js";
import { Freshness } from "../saving/freshness.js";
import { fillHelp } from "../ui/help.js";
import { fillWhenOpened } from "./guideline-sheet.js";
import { Keyboard } from "./keyboard.js";
import { bindingsFor } from "./keys.js";
import { CardList } from "./card-list.js";
import { CardPlaces } from "./card-places.js";
import { Page } from "./dom.js";
import { Leaving } from "../saving/leaving.js";
import { Highlights } from "../text/highlights.js";
import { Opened } from "../ui/opened.js";
import { QuotationForm } from "../dialogs/quotation-form.js";
import { SaveLine } from "../saving/save-line.js";
import { Saver } from "../saving/saver.js";
import { ArticleText } from "../text/article-text.js";
import { Suggestions } from "./suggestions.js";
import { askForSuggestions } from "./suggestions-to-come.js";
import { Tapping } from "../text/tapping.js";
import { gettext } from "../ui/i18n.js";
import { ignoreSecondClicks } from "../ui/second-click.js";

export class Workspace {
  /** @type {ReturnType<typeof import("./dialogs.js").dialogsOf> | null} */ #dialogs = null;
  /** @type {import("./looked-at.js").LookedAt | null} */ #lookedAt = null;

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
    this.opened = new Opened(signal);
    const showDock = () => this.showDock();
    const refresh = () => this.responses.refresh();
    this.current = new ActiveCard({ ...base, list: this.list, onChange: showDock });
    this.places = new CardPlaces(base);
    this.list.onBrought = () => this.current.paint();
    this.draft = new Draft({ ...base, onChange: showDock });
    this.cursor = new Cursor(this.article, (on) => {
      page.press("cursor", on);
      this.showMode(on ? gettext("text cursor") : "");
      this.opened.note("cursor", on, () => this.cursor.turnOff());
    });
    this.tapping = new Tapping({
      ...base,
      draft: this.draft,
      onTurn: (on) => {
        this.showMode(on ? gettext("tap words") : "");
        this.opened.note("tapping", on, () => this.tapping.turn(false));
      },
    });
    this.saver = new Saver({
      user: page.data.user ?? "",
      layer: page.data.layer ?? "",
      signal,
      versionShown: (id) => Number(page.find(`[data-annotation="${id}"]`)?.dataset.version ?? 0),
      onDone: (change, envelope) => {
        this.responses.done(change, envelope);
        this.lookedAt(false).then((lookedAt) => lookedAt?.done(change, envelope));
      },
      onRefused: (change, problem) => this.responses.refused(change, problem),
      onState: () => this.showState(),
      onOthers: refresh,
    });
    const parts = { ...base, current: this.current, saver: this.saver };
    this.edits = new Edits(parts);
    this.parts = { ...parts, edits: this.edits };
    this.suggestions = new Suggestions({ ...this.parts, list: this.list });
    const openFailed = () => this.openFailed();
    const freshness = new Freshness({ page, saver: this.saver, refresh, signal });
    this.responses = new Responses({ ...this.parts, list: this.list, freshness, openFailed });
    this.quotation = new QuotationForm(page, (envelope) => {
      this.edits.added(envelope);
      this.showSaved(envelope);
    });
    this.saveLine = new SaveLine(page, this.saver);
    this.leaving = new Leaving({ page, saver: this.saver, openFailed, signal });
    this.commands = commandsOf(this);
    const run = (/** @type {string} */ command) => this.commands[command]();
    this.keyboard = new Keyboard({ page, bindings: this.bindings, run, signal });
  }

  start() {
    const { page, signal } = this;
    fillHelp(page.dialog("#keys"), this.bindings);
    fillWhenOpened(page.the("#guideline"), signal);
    this.#showRail();
    ignoreSecondClicks(page.element, signal);
    page.element.addEventListener("click", (event) => clicked(this, event), { signal });
    // A page that Back has brought out of the browser's memory may be old.
    addEventListener("pageshow", (event) => event.persisted && this.responses.refresh(), { signal });
    this.showState();
    this.saver.resume();
    const isBusy = () => this.isBusy();
    askForSuggestions({ page, signal, isBusy, refresh: () => this.responses.refresh() });
  }

  /** Where there is room, once pointer or page has moved: a first visit does without its bytes. */
  #showRail() {
    const { page, article, current, signal } = this;
    const show = () =>
      import(page.data.rail ?? "").then((rail) => rail.showMarks(article.root, current, signal), () => {});
    for (const event of innerWidth < 960 ? [] : ["pointermove", "scroll"])
      addEventListener(event, show, { signal, once: true });
  }

  /** Whether the text must not be exchanged now: something is selected, unsent or typed. */
  isBusy() {
    const { draft, saver } = this;
    return Boolean(draft.span || saver.store.all().length || document.querySelector("dialog[open]"));
  }

  /** The dialogs, which not everybody opens; null while the server does not answer. */
  async dialogs() {
    /** @type {typeof import("./dialogs.js") | null} */
    const module = await this.#module("dialogs");
    if (module) this.#dialogs ??= module.dialogsOf(this);
    return this.#dialogs;
  }

  /** What knows how much is looked at, likewise. */
  async lookedAt(isAsked = true) {
    /** @type {typeof import("./looked-at.js") | null} */
    const module = await this.#module("lookedAt", isAsked);
    if (module) this.#lookedAt ??= new module.LookedAt(this);
    return this.#lookedAt;
  }

  /** @param {string} name of the data with its address @param {boolean} [isAsked] whether it is said that it does not come */
  async #module(name, isAsked = true) {
    const { page } = this;
    const module = await import(page.data[name] ?? "").catch(() => null);
    if (!module && isAsked) page.tell(gettext("The server does not answer."));
    return module;
  }

  /** Open the list of suggestions to be accepted together. @param {string} url */
  async openSeveral(url) {
    const { atOnceDialog = false } = (await this.dialogs()) ?? {};
    if (atOnceDialog) atOnceDialog.open(url);
  }

  /** Open the dialog of refused changes; whoever waits to leave gets them all at once. */
  async openFailed() {
    if (!this.leaving.isWaiting) (await this.dialogs())?.failedChanges.open();
  }

  /** Say in the bar how words are selected now. @param {string} words */
  showMode(words) {
    const mode = this.page.find("[data-mode]");
    if (mode) mode.textContent = words;
  }

  showDock() {
    const { current, draft, dock, page, suggestions } = this;
    const name = current.id && !page.isReadOnly ? current.name() : null;
    const kind = suggestions.has(current.id ?? "") ? "suggestion" : "current";
    this.opened.note("draft", draft.span !== null, () => draft.clear({ caret: this.cursor.isOn }));
    const also = { places: draft.places().length, everywhere: draft.everywhere };
    dock.show(draft.span, draft.measure(), name, kind, also);
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
    this.leaving.update();
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
