/** What clicks on the page mean: on cards, filters, buttons with a command, marks and words. */

import { idOf } from "./active-card.js";
import { tagCommand } from "./labels.js";

/** Do what a click means. @param {import("./annotation-workspace.js").Workspace} workspace @param {MouseEvent} event */
export function clicked(workspace, event) {
  const { page } = workspace;
  const target = /** @type {Element} */ (event.target);
  /** @param {string} selector */
  const closest = (selector) => /** @type {HTMLElement | null} */ (target.closest(selector));
  const card = closest("#cards > li");
  if (card && workspace.current.id !== idOf(card)) workspace.current.set(idOf(card), { scroll: true });
  const filter = closest("[data-filter]")?.dataset.filter;
  const label = closest("#dock [data-label]")?.dataset.label;
  for (const menu of page.element.querySelectorAll(".mark-menu[open], .by-label[open]"))
    if (!closest("summary")) menu.removeAttribute("open");
  const command = label ? tagCommand(label) : closest("[data-command]")?.dataset.command;
  if (filter && workspace.list.filter(filter)) event.preventDefault();
  const several = closest("a[data-several]");
  if (several instanceof HTMLAnchorElement) {
    event.preventDefault();
    workspace.openSeveral(several.href);
    return;
  }
  if (command === "restore") {
    event.preventDefault();
    workspace.edits.restore(closest("[data-annotation]")?.dataset.annotation ?? "");
  } else if (command === "return") {
    event.preventDefault();
    workspace.suggestions.giveBack(closest("[data-suggestion]")?.dataset.suggestion ?? "");
  } else if (command && command in workspace.commands) {
    event.preventDefault();
    workspace.commands[command]();
  } else if (closest("#text") && !(workspace.tapping.isOn && workspace.tapping.tap(event))) {
    const mark = closest("mark");
    if (workspace.article.selected()) return;
    if (mark) workspace.current.atMark(mark);
    else workspace.current.set(null);
  }
}
