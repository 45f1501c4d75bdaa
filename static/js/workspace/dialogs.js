/** The dialogs in which one annotation is edited, linked and talked of: brought when the first is opened. */

import { Editing } from "./edit-dialog.js";
import { Linking } from "./link-dialog.js";
import { Talking } from "../discussion/thread-dialog.js";

/** @param {import("./annotation-workspace.js").Workspace} workspace */
export function dialogsOf(workspace) {
  const { acting, answers, changing, suggesting } = workspace;
  const refresh = () => answers.refresh();
  return {
    editing: new Editing({ ...acting, changing, suggesting, refresh }),
    talking: new Talking({ ...acting, refresh }),
    linking: new Linking({
      ...acting,
      changing,
      onDone: (envelope) => workspace.showSaved(envelope),
    }),
  };
}
