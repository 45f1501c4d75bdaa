/**
 * The workspace's commands by name. Key bindings and buttons with `data-command` refer to these
 * names.
 */

import { tagCommand } from "./labels.js";
import { isInView } from "../text/in-view.js";
import { gettext } from "../ui/i18n.js";

/**
 * @param {import("./annotation-workspace.js").Workspace} workspace
 * @returns {Record<string, () => unknown>}
 */
export function commandsOf(workspace) {
  const { draft, current, cursor, tapping, edits, quotation, saver, suggestions } =
    workspace;
  /** @param {(dialogs: Dialogs) => Promise<void> | undefined} act */
  const open = (act) => workspace.keyboard.holdUntil(opening(workspace, act));
  /** @param {string} [field] @returns {Act} */
  const edit = (field) => (id) => open(({ editDialog }) => editDialog.open(id, { field }));
  /** @param {string} id @param {Record<string, string>} [edited] */
  const accept = (id, edited) => {
    const own = suggestions.swallowed(id, edited?.label);
    if (!own) return suggestions.acceptAndGoOn(id, edited);
    return open(async ({ replaceDialog }) => replaceDialog && replaceDialog.open(id, own, edited));
  };
  const tagging = Object.fromEntries(
    workspace.page.labelTable.labels.map(({ key }) => [
      tagCommand(key),
      () => tag(workspace, key, accept),
    ]),
  );
  return {
    ...tagging,
    grow: () => draft.grow(cursor.isOn ? null : current.span()),
    shrink: () => draft.shrink(),
    everywhere: () => draft.turnEverywhere(),
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
    facts: () => onCurrent(workspace, (id) => open(({ linkDialog }) => linkDialog.open(id))),
    talk: () => talk(workspace, open),
    withdraw: () =>
      onCurrent(
        workspace,
        (id) => edits.withdraw(id),
        (id) => suggestions.dismiss(id),
      ),
    accept: () => answer(workspace, (id) => accept(id)),
    dismiss: () => answer(workspace, (id) => suggestions.dismiss(id)),
    "open-words": () => look(workspace, (lookedAt) => lookedAt.next()),
    nothing: () => look(workspace, (lookedAt) => lookedAt.nothing()),
    quotation: () => quotation.open(),
    together: () => open(async ({ togetherDialog }) => togetherDialog && togetherDialog.open()),
    "article-note": () => open(async ({ noteDialog }) => noteDialog && noteDialog.open()),
    undo: () => edits.undo(),
    redo: () => edits.redo(),
    keys: () => workspace.page.dialog("#keys").showModal(),
    needs: () => workspace.openFailed(),
    resume: () => saver.resume(),
  };
}

/** @typedef {ReturnType<typeof import("./dialogs.js").dialogsOf>} Dialogs */

/** @param {import("./annotation-workspace.js").Workspace} workspace @param {(dialogs: Dialogs) => Promise<void> | undefined} act */
async function opening(workspace, act) {
  const dialogs = await workspace.dialogs();
  if (dialogs) await act(dialogs);
}

/** @param {import("./annotation-workspace.js").Workspace} workspace @param {(lookedAt: import("./looked-at.js").LookedAt) => Promise<void>} act */
function look(workspace, act) {
  const { keyboard, page } = workspace;
  if (page.isReadOnly) return page.tell(gettext("These annotations can be read, not changed."));
  return keyboard.holdUntil(workspace.lookedAt().then((lookedAt) => lookedAt && act(lookedAt)));
}

/** Tag the draft or, where there is none, give the current annotation that label. @param {import("./annotation-workspace.js").Workspace} workspace @param {string} label @param {(id: string, edited: Record<string, string>) => unknown} accept */
function tag(workspace, label, accept) {
  const { current, edits, cursor, draft, page } = workspace;
  const span = page.isReadOnly ? null : draft.now();
  if (span) {
    if (draft.isTooLong(span)) return;
    const isMarked = (/** @type {import("../text/offsets.js").Span} */ { start, end }) =>
      current.ofLabel(label).some(
        ({ dataset }) => Number(dataset.start) === start && Number(dataset.end) === end,
      );
    const places = draft.everywhere ? draft.places().filter((one) => !isMarked(one)) : [span];
    draft.clear({ caret: cursor.isOn });
    edits.history.together(() => places.forEach((place) => edits.add(place, label)));
  } else {
    onCurrent(
      workspace,
      (id) => edits.relabel(id, label),
      (id) => accept(id, { label }),
      gettext("Select some words first."),
    );
  }
}

/**
 * Open the threads of the current annotation; also in a read-only layer.
 * @param {import("./annotation-workspace.js").Workspace} workspace
 * @param {(act: (dialogs: Dialogs) => Promise<void> | undefined) => unknown} open
 */
function talk(workspace, open) {
  const { current, page } = workspace;
  const link = current.card()?.querySelector("a[data-command=talk]");
  if (link instanceof HTMLAnchorElement) open(({ threadDialog }) => threadDialog.open(link.href));
  else page.tell(gettext("No annotation is chosen: J goes to the next one."));
}

/** @typedef {(id: string) => unknown} Act */

/**
 * Act on the current annotation or, in the second way, on the current suggestion.
 * @param {import("./annotation-workspace.js").Workspace} workspace @param {Act} act @param {Act} [actOnSuggestion] @param {string} [otherwise]
 */
function onCurrent(
  workspace,
  act,
  actOnSuggestion = () => workspace.page.tell(gettext("It is only suggested: accept it first.")),
  otherwise = gettext("No annotation is chosen: J goes to the next one."),
) {
  const { current, page, suggestions } = workspace;
  if (page.isReadOnly) page.tell(gettext("These annotations can be read, not changed."));
  else if (!current.id || !current.card()) page.tell(otherwise);
  else if (suggestions.has(current.id)) actOnSuggestion(current.id);
  else act(current.id);
}

/**
 * Answer the current suggestion. Where none is, the next one is: what stands in the window is
 * answered at once, what was never looked at is only gone to.
 * @param {import("./annotation-workspace.js").Workspace} workspace @param {Act} act
 */
async function answer({ article, current, page, suggestions }, act) {
  if (page.isReadOnly) return page.tell(gettext("These annotations can be read, not changed."));
  if (suggestions.has(current.id ?? "")) return act(current.id ?? "");
  const wasCurrent = current.id;
  const next = await suggestions.next();
  if (!next) return page.tell(gettext("No suggestion is left here."));
  const span = current.span(next);
  const isSeen = !wasCurrent && span !== null && isInView(article, span);
  current.set(next, { scroll: true });
  return isSeen ? act(next) : page.say(current.name());
}

/** To the next annotation, and the text cursor with it. @param {import("./annotation-workspace.js").Workspace} workspace @param {1 | -1} direction */
async function step({ current, cursor, article }, direction) {
  await current.step(direction);
  const span = current.span();
  if (cursor.isOn && span) article.select({ start: span.start, end: span.start });
}

/** Close what was opened last; where nothing is, the current annotation is no longer. @param {import("./annotation-workspace.js").Workspace} workspace */
function stepOut({ draft, cursor, current, opened }) {
  // A selection is the draft, also while the draft itself is too long to be shown.
  if (opened.closeLast()) return;
  if (draft.now()) draft.clear({ caret: cursor.isOn });
  else current.set(null);
}

/** From the text to the card of the current annotation, and back; from what is submitted to the next article. @param {import("./annotation-workspace.js").Workspace} workspace */
function cross({ current, article, page }) {
  const card = current.card();
  if (!card) return page.find("a[data-next]")?.click();
  if (document.activeElement?.closest("#cards")) {
    article.root.focus({ preventScroll: true });
    current.set(current.id, { scroll: true });
  } else {
    card.focus();
  }
}
