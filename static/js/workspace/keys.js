/**
 * The table of key bindings and the contexts in which they apply. Both the keyboard handler and the
 * help read it. Keys act on the whole page unless a field has the focus; a focused button keeps Enter
 * and Space. Single letters can be turned off. The keys of the labels come from the server.
 */

import { tagCommand } from "./labels.js";
import { fill, gettext } from "../ui/i18n.js";

/** Where the focus is: in the text, on a card, on a button or link, in a field, elsewhere. @typedef {"text" | "list" | "tool" | "field" | "page"} Place */
/**
 * `chords` are the keys that do it, `command` what is done (none: the browser does it itself),
 * `places` where; `words` say it in the help.
 * @typedef {{ chords: string[], command?: string, places: Place[], words: () => string }} Binding
 */

/** @type {Place[]} */
const PAGE = ["text", "list", "tool", "page"];

/** Those of the labels, then all others. @param {import("./labels.js").LabelTable} table @returns {Binding[]} */
export function bindingsFor({ labels, keyboards }) {
  const tagging = labels.map(({ key, noun, articleNoun, keyboard }, index) => ({
    chords: [keyboard],
    command: tagCommand(key),
    places: PAGE,
    words: () =>
      index
        ? fill(gettext("… as %(label)s"), { label: noun })
        : fill(gettext("Tag as %(label)s, or make the current one %(a_label)s"), {
            label: noun,
            a_label: articleNoun,
          }),
  }));
  return [...tagging, ...othersFor(keyboards)];
}

/** @param {string} keyboards the keys of the labels, in words @returns {Binding[]} */
const othersFor = (keyboards) => [
  {
    chords: ["s"],
    command: "grow",
    places: PAGE,
    words: () => gettext("Select the sentence; again: one more"),
  },
  {
    chords: ["shift+s"],
    command: "shrink",
    places: PAGE,
    words: () => gettext("Give the last sentence back"),
  },
  {
    chords: ["o"],
    command: "everywhere",
    places: PAGE,
    words: () => gettext("Mark every place of the selected words, or this one alone"),
  },
  {
    chords: ["c"],
    command: "cursor",
    places: PAGE,
    words: () => gettext("Text cursor on or off"),
  },
  {
    chords: ["arrows"],
    places: [],
    words: () => gettext("With the text cursor: move; with Shift select, with Ctrl by words"),
  },
  {
    chords: ["t"],
    command: "tap",
    places: PAGE,
    words: () => gettext("Mark by tapping the first and the last word"),
  },
  { chords: ["j"], command: "next", places: PAGE, words: () => gettext("Next annotation") },
  {
    chords: ["k"],
    command: "previous",
    places: PAGE,
    words: () => gettext("Previous annotation"),
  },
  {
    chords: ["enter"],
    command: "cross",
    places: ["text", "list", "page"],
    words: () => gettext("Between the current annotation's words and its card"),
  },
  {
    chords: ["e"],
    command: "edit",
    places: PAGE,
    words: () => gettext("Edit the current annotation, or the suggestion before accepting it"),
  },
  {
    chords: ["f"],
    command: "facts",
    places: PAGE,
    words: () => gettext("Link it to a fact"),
  },
  { chords: ["m"], command: "talk", places: PAGE, words: () => gettext("Comment on it") },
  {
    chords: ["a"],
    command: "accept",
    places: PAGE,
    words: () =>
      fill(gettext("Accept the suggestion and go on; %(keys)s accepts it with that label"), {
        keys: keyboards,
      }),
  },
  {
    chords: ["x"],
    command: "dismiss",
    places: PAGE,
    words: () => gettext("Dismiss the suggestion and go on"),
  },
  { chords: ["n"], command: "note", places: PAGE, words: () => gettext("Write a note on it") },
  {
    chords: ["shift+n"],
    command: "article-note",
    places: PAGE,
    words: () => gettext("Write a note on the article as a whole"),
  },
  {
    chords: ["delete"],
    command: "withdraw",
    places: PAGE,
    words: () => gettext("Delete it (can be restored)"),
  },
  {
    // Not in the text: whoever moves a cursor there presses it out of habit.
    chords: ["backspace"],
    command: "withdraw",
    places: ["list"],
    words: () => gettext("On a card: delete it"),
  },
  { chords: ["w"], command: "open-words", places: PAGE, words: () => gettext("Select the next words not looked at") },
  { chords: ["d"], command: "nothing", places: PAGE, words: () => gettext("Nothing to check in the selection: on to the next such words") },
  {
    chords: ["q"],
    command: "quotation",
    places: PAGE,
    words: () => gettext("Add by quotation"),
  },
  { chords: ["mod+z"], command: "undo", places: PAGE, words: () => gettext("Undo") },
  { chords: ["mod+shift+z", "mod+y"], command: "redo", places: PAGE, words: () => gettext("Redo") },
  {
    chords: ["escape"],
    command: "escape",
    places: [...PAGE, "field"],
    words: () => gettext("Close what was opened last"),
  },
  { chords: ["?"], command: "keys", places: PAGE, words: () => gettext("This list") },
];

/**
 * The command that a key press means, or undefined.
 * @param {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 * @param {Place} place @param {{ bindings: Binding[], singleLetters: boolean }} options
 */
export function commandFor(event, place, { bindings, singleLetters }) {
  const chords = chordsOf(event);
  const binding = bindings.find(
    (binding) =>
      binding.places.includes(place) && binding.chords.some((chord) => chords.includes(chord)),
  );
  if (!binding) return undefined;
  return singleLetters || !isSingle(chords[0]) ? binding.command : undefined;
}

/** Whether the chord is one character, with Shift or without. @param {string} chord */
function isSingle(chord) {
  return chord.replace("shift+", "").length === 1;
}

/**
 * What was pressed, as the table writes it: by the character, and by the place of the key where
 * the layout has another script there (a Cyrillic J) or other digits (a French 1).
 * @param {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 */
function chordsOf(event) {
  if (event.altKey) return [];
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const key = event.key.toLowerCase();
  const keys = [key];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  if (letter && !/^[a-z]$/.test(key)) keys.push(letter);
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (digit && !event.shiftKey && !/^\d$/.test(key)) keys.push(digit);
  return keys.map((name) => {
    const shifted =
      event.shiftKey && (name.length > 1 || name.toLowerCase() !== name.toUpperCase());
    return mod + (shifted ? "shift+" : "") + name;
  });
}
