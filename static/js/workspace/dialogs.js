/**
 * The dialogs for editing, linking and discussing an annotation and for refused changes. This module
 * is imported when the first of them is opened.
 */

import { EditDialog } from "./edit-dialog.js";
import { FailedChanges } from "../saving/failed-changes.js";
import { LinkDialog } from "./link-dialog.js";
import { ThreadDialog } from "../discussion/thread-dialog.js";

/** @param {import("./annotation-workspace.js").Workspace} workspace */
export function dialogsOf(workspace) {
  const { parts, responses, suggestions } = workspace;
  const refresh = () => responses.refresh();
  return {
    editDialog: new EditDialog({ ...parts, suggestions, refresh }),
    failedChanges: new FailedChanges({ ...parts, refresh }),
    threadDialog: new ThreadDialog({ ...parts, refresh }),
    linkDialog: new LinkDialog({
      ...parts,
      onDone: (envelope) => workspace.showSaved(envelope),
    }),
  };
}
