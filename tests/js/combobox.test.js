import assert from "node:assert/strict";
import { test } from "node:test";

import { afterKey, NONE, queryToSend } from "../../static/js/ui/combobox.js";

const shut = { open: false, active: NONE };
const open = (active = NONE) => ({ open: true, active });
const press = (now, key, count = 3, altKey = false) => afterKey(now, { key, altKey }, count);

test("an arrow opens the list at the end that is nearer", () => {
  assert.deepEqual(press(shut, "ArrowDown"), open(0));
  assert.deepEqual(press(shut, "ArrowUp"), open(2));
});

test("arrows go round", () => {
  assert.deepEqual(press(open(2), "ArrowDown"), open(0));
  assert.deepEqual(press(open(0), "ArrowUp"), open(2));
  assert.deepEqual(press(open(0), "ArrowDown"), open(1));
});

test("with Alt the list opens and shuts, and nothing is chosen", () => {
  assert.deepEqual(press(shut, "ArrowDown", 3, true), open());
  assert.deepEqual(press(open(1), "ArrowUp", 3, true), shut);
});

test("Enter takes what is active, and is the form's own where nothing is", () => {
  assert.deepEqual(press(open(1), "Enter"), { open: false, active: 1, taken: true });
  assert.equal(press(open(), "Enter"), null);
  assert.equal(press(shut, "Enter"), null);
});

test("Escape shuts the list, and is the dialog's own where it is shut", () => {
  assert.deepEqual(press(open(1), "Escape"), shut);
  assert.equal(press(shut, "Escape"), null);
});

test("an empty list cannot be walked", () => {
  assert.equal(press(open(), "ArrowDown", 0), null);
});

test("every other key is the field's own", () => {
  for (const key of ["a", "1", "9", " ", "Home", "End", "ArrowLeft", "Tab", "Backspace"]) {
    for (const now of [shut, open(), open(1)]) assert.equal(press(now, key), null, key);
  }
});

test("walking never leaves the list, whatever is pressed", () => {
  let now = shut;
  for (let n = 0; n < 500; n += 1) {
    const key = ["ArrowDown", "ArrowUp", "Escape", "Enter"][(n * 7 + (n >> 3)) % 4];
    now = press(now, key, 1 + (n % 4)) ?? now;
    assert.ok(now.active >= NONE && now.active < 4);
    assert.ok(now.open || now.active === NONE || now.taken);
  }
});

test("a queryToSend is asked when it is long enough and new", () => {
  assert.equal(queryToSend("  sea \n wall ", null), "sea wall");
  assert.equal(queryToSend("sea wall", "sea wall"), null);
  assert.equal(queryToSend(" s ", null), "");
  assert.equal(queryToSend("", "sea"), "");
});
