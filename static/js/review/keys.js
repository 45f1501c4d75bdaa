/**
 * The key bindings of the review page. Both the keyboard handler and the help read this table.
 * Pure.
 */

import { gettext } from "../ui/i18n.js";

/** @typedef {{ chords: string[], command: string, words: () => string }} Binding */

/** @type {Binding[]} */
export const BINDINGS = [
  { chords: ["1"], command: "digit", words: () => gettext("Choose that version, then say why; so do 2 to 9") },
  { chords: ["s"], command: "choose", words: () => gettext("Keep several; then 1 to 9 tick them") },
  { chords: ["u"], command: "choose", words: () => gettext("The longest") },
  { chords: ["i"], command: "choose", words: () => gettext("The common part") },
  { chords: ["b"], command: "choose", words: () => gettext("Keep both, or all") },
  { chords: ["e"], command: "choose", words: () => gettext("Edit by hand") },
  { chords: ["x"], command: "choose", words: () => gettext("Nothing here") },
  { chords: ["c"], command: "choose", words: () => gettext("The decision stands, where it has to be confirmed") },
  { chords: ["enter"], command: "settle", words: () => gettext("Decide and go on") },
  { chords: ["a"], command: "ask", words: () => gettext("Ask the editors") },
  { chords: ["y"], command: "ask-to-mark", words: () => gettext("Ask who has not marked it: yes or no") },
  { chords: ["r"], command: "reason", words: () => gettext("Give a reason where none is needed") },
  { chords: ["n"], command: "note", words: () => gettext("Write a note") },
  { chords: ["j"], command: "next", words: () => gettext("Next disagreement") },
  { chords: ["k"], command: "previous", words: () => gettext("Previous disagreement") },
  { chords: ["l"], command: "lanes", words: () => gettext("Each version on its own, and back") },
  { chords: ["t"], command: "text", words: () => gettext("Whole text, and back") },
  { chords: ["mod+z"], command: "undo", words: () => gettext("Undo your last decision") },
  { chords: ["escape"], command: "back", words: () => gettext("One step back; leaves a field") },
  { chords: ["?"], command: "keys", words: () => gettext("This list") },
];

/**
 * What a key press means: the command and the key that named it, or null. In a field only Escape
 * and, with Ctrl or ⌘, Enter mean something, in the note Enter alone (with Shift it is a new line);
 * single letters can be switched off.
 * @param {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing">} event
 * @param {{ inField: boolean, inNote?: boolean, singleLetters: boolean }} where
 * @returns {{ command: string, key: string } | null}
 */
export function commandFor(event, { inField, inNote = false, singleLetters }) {
  if (event.altKey || event.isComposing) return null;
  const mod = event.ctrlKey || event.metaKey;
  const key = nameOf(event);
  if (inField) {
    if (key === "escape") return { command: "leave", key };
    const sends = mod || (inNote && !event.shiftKey);
    return sends && key === "enter" ? { command: "settle", key } : null;
  }
  if (mod) return key === "z" ? { command: "undo", key } : null;
  if (key === "escape") return { command: "back", key };
  if (key.length === 1 && key !== "?" && !singleLetters) return null;
  if (/^[1-9]$/.test(key)) return { command: "digit", key };
  const binding = BINDINGS.find(({ chords }) => chords.includes(key));
  return binding ? { command: binding.command, key } : null;
}

/**
 * The key by its character; by its place where the layout has another script or other digits.
 * @param {Pick<KeyboardEvent, "key" | "code">} event
 */
function nameOf({ key, code }) {
  const name = key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1].toLowerCase();
  if (letter && name.length === 1 && !/^[a-z]$/.test(name)) return letter;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit && !/^[\d?]$/.test(name)) return digit;
  return name;
}
