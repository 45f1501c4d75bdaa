/**
 * The dialogs for editing, linking, discussing and replacing an annotation and for refused changes. This module
 * is imported when the first of them is opened.
 */

import { AtOnceDialog } from "../dialogs/at-once-dialog.js";
import { EditDialog } from "../dialogs/edit-dialog.js";
import { FailedChanges } from "../saving/failed-changes.js";
import { LinkDialog } from "../dialogs/link-dialog.js";
import { NoteDialog } from "../dialogs/note-dialog.js";
import { ReplaceDialog } from "../dialogs/replace-dialog.js";
import { TogetherDialog } from "../dialogs/together-dialog.js";
import { ThreadDialog } from "../discussion/thread-dialog.js";

/** @param {import("./annotation-workspace.js").Workspace} workspace */
export function dialogsOf(workspace) {
  const { parts, responses, suggestions } = workspace;
  const refresh = () => responses.refresh();
  // Where nothing is suggested these two are not on the page.
  const has = (/** @type {string} */ dialog) => parts.page.find(dialog) !== null;
  return {
    atOnceDialog: has("#at-once") && new AtOnceDialog({ ...parts, suggestions }),
    editDialog: new EditDialog({ ...parts, suggestions, refresh }),
    failedChanges: new FailedChanges({ ...parts, refresh }),
    noteDialog: has("#article-note") && new NoteDialog(parts),
    replaceDialog: has("#overlap") && new ReplaceDialog({ ...parts, suggestions }),
    togetherDialog: has("#together") && new TogetherDialog(parts),
    threadDialog: new ThreadDialog({ ...parts, refresh }),
    linkDialog: new LinkDialog({
      ...parts,
      onDone: (envelope) => workspace.showSaved(envelope),
    }),
  };
}
