/**
 * The workspace's commands by name. Key bindings and buttons with `data-command` refer to these
 * names.
 */

import { tagCommand } from "./labels.js";
import { gettext } from "../ui/i18n.js";

/**
 * @param {import("./annotation-workspace.js").Workspace} workspace
 * @returns {Record<string, () => unknown>}
 */
export function commandsOf(workspace) {
  const { draft, current, cursor, tapping, edits, quotation, saver, suggestions } =
    workspace;
  /** @param {string} [field] @returns {Act} */
  const edit = (field) => async (id) => (await workspace.dialogs())?.editDialog.open(id, { field });
  const tagging = Object.fromEntries(
    workspace.page.labelTable.labels.map(({ key }) => [
      tagCommand(key),
      () => tag(workspace, key),
    ]),
  );
  return {
    ...tagging,
    grow: () => draft.grow(cursor.isOn ? null : current.span()),
    shrink: () => draft.shrink(),
    "start-back": () => draft.step("start", -1),
    "start-on": () => draft.step("start", 1),
    "end-back": () => draft.step("end", -1),
    "end-on": () => draft.step("end", 1),
    clear: () => stepOut(workspace),
    escape: () => stepOut(workspace),
    cursor: () => (cursor.isOn ? cursor.turnOff() : cursor.turnOn(current.span()?.start ?? null)),
    tap: () => tapping.turn(!tapping.isOn),
    next: () => step(workspace, 1),
    previous: () => step(workspace, -1),
    cross: () => cross(workspace),
    edit: () => onCurrent(workspace, edit(), edit()),
    note: () => onCurrent(workspace, edit("note"), edit("note")),
    facts: () => onCurrent(workspace, async (id) => (await workspace.dialogs())?.linkDialog.open(id)),
    talk: () => talk(workspace),
    withdraw: () =>
      onCurrent(
        workspace,
        (id) => edits.withdraw(id),
        (id) => suggestions.dismiss(id),
      ),
    accept: () => onSuggestion(workspace, (id) => suggestions.accept(id)),
    dismiss: () => onSuggestion(workspace, (id) => suggestions.dismiss(id)),
    quotation: () => quotation.open(),
    undo: () => edits.undo(),
    redo: () => edits.redo(),
    keys: () => workspace.page.dialog("#keys").showModal(),
    needs: () => workspace.openFailed(),
    resume: () => saver.resume(),
  };
}

/** Tag the draft or, where there is none, give the current annotation that label. @param {import("./annotation-workspace.js").Workspace} workspace @param {string} label */
function tag(workspace, label) {
  const { edits, cursor, draft, page, suggestions } = workspace;
  const span = page.isReadOnly ? null : draft.now();
  if (span) {
    if (draft.isTooLong(span)) return;
    draft.clear({ caret: cursor.isOn });
    edits.add(span, label);
  } else {
    onCurrent(
      workspace,
      (id) => edits.relabel(id, label),
      (id) => suggestions.accept(id, { label }),
      gettext("Select some words first."),
    );
  }
}

/** Open the threads of the current annotation; also in a read-only layer. @param {import("./annotation-workspace.js").Workspace} workspace */
async function talk(workspace) {
  const { current, page } = workspace;
  const link = current.card()?.querySelector("a[data-command=talk]");
  if (link instanceof HTMLAnchorElement) (await workspace.dialogs())?.threadDialog.open(link.href);
  else page.say(gettext("No annotation is chosen: J goes to the next one."));
}

/** @typedef {(id: string) => unknown} Act */

/**
 * Act on the current annotation or, in the second way, on the current suggestion.
 * @param {import("./annotation-workspace.js").Workspace} workspace @param {Act} act @param {Act} [actOnSuggestion] @param {string} [otherwise]
 */
function onCurrent(
  workspace,
  act,
  actOnSuggestion = () => workspace.page.say(gettext("It is only suggested: accept it first.")),
  otherwise = gettext("No annotation is chosen: J goes to the next one."),
) {
  const { current, page, suggestions } = workspace;
  if (page.isReadOnly) page.say(gettext("This layer can be read, not changed."));
  else if (!current.id || !current.card()) page.say(otherwise);
  else if (suggestions.has(current.id)) actOnSuggestion(current.id);
  else act(current.id);
}

/** @param {import("./annotation-workspace.js").Workspace} workspace @param {Act} act */
function onSuggestion(workspace, act) {
  const otherwise = gettext("No suggestion is chosen: J goes on, also to suggestions.");
  const say = () => workspace.page.say(otherwise);
  onCurrent(workspace, say, act, otherwise);
}

/** To the next annotation, and the text cursor with it. @param {import("./annotation-workspace.js").Workspace} workspace @param {1 | -1} direction */
async function step({ current, cursor, article }, direction) {
  await current.step(direction);
  const span = current.span();
  if (cursor.isOn && span) article.select({ start: span.start, end: span.start });
}

/** One step out: of the draft, of tapping, of the text cursor, of the current annotation. @param {import("./annotation-workspace.js").Workspace} workspace */
function stepOut({ draft, tapping, cursor, current }) {
  if (draft.now()) draft.clear({ caret: cursor.isOn });
  else if (tapping.isOn) tapping.turn(false);
  else if (cursor.isOn) cursor.turnOff();
  else current.set(null);
}

/** From the text to the card of the current annotation, and back. @param {import("./annotation-workspace.js").Workspace} workspace */
function cross({ current, article }) {
  const card = current.card();
  if (!card) return;
  if (document.activeElement?.closest("#cards")) {
    article.root.focus({ preventScroll: true });
    current.set(current.id, { scroll: true });
  } else {
    card.focus();
  }
}
