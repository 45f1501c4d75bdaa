/**
 * The dialogs for editing, linking and discussing an annotation. This module is imported when the
 * first dialog is opened.
 */

import { EditDialog } from "./edit-dialog.js";
import { LinkDialog } from "./link-dialog.js";
import { ThreadDialog } from "../discussion/thread-dialog.js";

/** @param {import("./annotation-workspace.js").Workspace} workspace */
export function dialogsOf(workspace) {
  const { parts, responses, suggestions } = workspace;
  const refresh = () => responses.refresh();
  return {
    editDialog: new EditDialog({ ...parts, suggestions, refresh }),
    threadDialog: new ThreadDialog({ ...parts, refresh }),
    linkDialog: new LinkDialog({
      ...parts,
      onDone: (envelope) => workspace.showSaved(envelope),
    }),
  };
}
