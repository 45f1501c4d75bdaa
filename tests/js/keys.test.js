import assert from "node:assert/strict";
import { test } from "node:test";
import { shownKeys } from "../../static/js/ui/help.js";
import { bindingsFor, commandFor } from "../../static/js/workspace/keys.js";

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const label = (key, keyboard) => ({ key, keyboard, noun: key, articleNoun: `a ${key}` });
const bindings = bindingsFor({
  labels: [label("claim", "1"), label("quote", "2"), label("opinion", "0")],
  keyboards: "1, 2 or 0",
});
const LETTERS = { bindings, singleLetters: true };

function pressed(key, code = "", more = {}) {
  return { ...NONE, key, code, ...more };
}

for (const [what, event, place, command] of [
  ["a letter in the text", pressed("j", "KeyJ"), "text", "next"],
  ["a letter on a card", pressed("k", "KeyK"), "list", "previous"],
  ["a letter elsewhere on the page", pressed("j", "KeyJ"), "page", "next"],
  ["a letter on a button", pressed("a", "KeyA"), "tool", "accept"],
  ["S anywhere", pressed("s", "KeyS"), "page", "grow"],
  ["a digit anywhere", pressed("1", "Digit1"), "page", "tag-claim"],
  ["Space on a button presses it", pressed(" ", "Space"), "tool", undefined],
  ["Escape in a field", pressed("Escape", "Escape"), "field", "escape"],
  ["a letter in a field", pressed("j", "KeyJ"), "field", undefined],
  ["a capital is another key", pressed("J", "KeyJ", { shiftKey: true }), "text", undefined],
  ["S grows", pressed("s", "KeyS"), "text", "grow"],
  ["Shift and S shrink", pressed("S", "KeyS", { shiftKey: true }), "text", "shrink"],
  ["a Cyrillic J by its place", pressed("о", "KeyJ"), "text", "next"],
  ["a Dvorak H is no J", pressed("h", "KeyJ"), "text", undefined],
  ["a French 1 without Shift", pressed("&", "Digit1"), "text", "tag-claim"],
  ["a French 1 with Shift", pressed("1", "Digit1", { shiftKey: true }), "text", "tag-claim"],
  ["an exclamation mark is no 1", pressed("!", "Digit1", { shiftKey: true }), "text", undefined],
  ["a 1 of the number pad", pressed("1", "Numpad1"), "list", "tag-claim"],
  ["Delete in the text", pressed("Delete", "Delete"), "text", "withdraw"],
  ["Backspace on a card", pressed("Backspace", "Backspace"), "list", "withdraw"],
  ["Backspace elsewhere, where it is a habit", pressed("Backspace", "Backspace"), "page", undefined],
  ["Backspace in the text, where it is a habit", pressed("Backspace", "Backspace"), "text", undefined],
  ["an Arabic 1 by its place", pressed("١", "Digit1"), "text", "tag-claim"],
  ["Control and Z anywhere", pressed("z", "KeyZ", { ctrlKey: true }), "page", "undo"],
  ["Command and Z", pressed("z", "KeyZ", { metaKey: true }), "page", "undo"],
  ["Control and a Cyrillic Z", pressed("я", "KeyZ", { ctrlKey: true }), "text", "undo"],
  [
    "Control and Z in a field is the browser's",
    pressed("z", "KeyZ", { ctrlKey: true }),
    "field",
    undefined,
  ],
  ["Control, Shift and Z", pressed("Z", "KeyZ", { ctrlKey: true, shiftKey: true }), "text", "redo"],
  ["Control and J is not ours", pressed("j", "KeyJ", { ctrlKey: true }), "text", undefined],
  ["Alt and a letter is not ours", pressed("j", "KeyJ", { altKey: true }), "text", undefined],
  ["Enter on a card", pressed("Enter", "Enter"), "list", "cross"],
  ["Enter on a button presses it", pressed("Enter", "Enter"), "tool", undefined],
  ["a question mark", pressed("?", "Slash", { shiftKey: true }), "page", "keys"],
  ["Delete in the text", pressed("Delete", "Delete"), "text", "withdraw"],
]) {
  test(what, () => assert.equal(commandFor(event, place, LETTERS), command));
}

test("single letters switched off leave the chords", () => {
  const off = { bindings, singleLetters: false };
  for (const key of ["j", "1", "s", "?"])
    assert.equal(commandFor(pressed(key), "text", off), undefined);
  assert.equal(commandFor(pressed("z", "KeyZ", { ctrlKey: true }), "text", off), "undo");
  assert.equal(commandFor(pressed("Escape"), "text", off), "escape");
  assert.equal(commandFor(pressed("Enter"), "list", off), "cross");
});

test("every binding has words, and no chord means two things in one place", () => {
  const taken = new Set();
  for (const { chords, places, words } of bindings) {
    assert.ok(words().length > 3);
    for (const chord of chords) {
      for (const place of places) {
        assert.ok(!taken.has(`${chord} ${place}`), `${chord} in ${place}`);
        taken.add(`${chord} ${place}`);
      }
    }
  }
});

test("every label has its key and its line in the help, also one that is new", () => {
  assert.equal(commandFor(pressed("0", "Digit0"), "text", LETTERS), "tag-opinion");
  const help = bindings.map(({ words }) => words());
  assert.deepEqual(help.slice(0, 3), [
    "Tag as claim, or make the current one a claim",
    "… as quote",
    "… as opinion",
  ]);
  assert.ok(help.includes("Accept the suggestion and go on; 1, 2 or 0 accepts it with that label"));
});

test("keys are shown as they are written on the keyboard", () => {
  assert.deepEqual(shownKeys("mod+shift+z", false), ["Ctrl", "Shift", "Z"]);
  assert.deepEqual(shownKeys("mod+z", true), ["⌘", "Z"]);
});
