/** A change in words, where somebody is asked about it. */

import { fill, gettext } from "../ui/i18n.js";

/** What a change was about, for people: "Add claim “the budget…”". @param {import("./queue.js").Change} change @param {string} words @param {string} [label] its noun */
export function describeChange(change, words, label = "") {
  const sentences = {
    add: gettext("Add %(label)s: “%(words)s”"),
    change: gettext("Change “%(words)s”"),
    withdraw: gettext("Delete “%(words)s”"),
    restore: gettext("Restore “%(words)s”"),
    link: gettext("Facts of “%(words)s”"),
    dismiss: gettext("Dismiss the suggested “%(words)s”"),
    clear: gettext("Nothing to check in “%(words)s”"),
    unclear: gettext("Look again at “%(words)s”"),
    return: gettext("Suggest “%(words)s” again"),
  };
  return fill(sentences[change.kind], { label, words });
}
