import assert from "node:assert/strict";
import { test } from "node:test";
import { countTaken } from "../../static/js/dialogs/outcomes.js";

const change = /** @type {any} */ ({});
const taken = Promise.resolve({ change, envelope: /** @type {any} */ ({}) });
const waiting = Promise.resolve({ change });
const refused = Promise.resolve({ change, problem: /** @type {any} */ ({ status: 409 }) });

test("what is taken and what waits for the network count, what is refused does not", async () => {
  assert.equal(await countTaken([taken, refused, waiting]), 2);
  assert.equal(await countTaken([refused]), 0);
  assert.equal(await countTaken([]), 0);
});

test("what was not sent at all does not count", async () => {
  assert.equal(await countTaken([undefined, taken, undefined]), 1);
});

test("it waits for the last answer", async () => {
  let answer = (/** @type {any} */ _outcome) => {};
  const late = new Promise((resolve) => (answer = resolve));
  let told = /** @type {number | null} */ (null);
  const counting = countTaken([taken, late]).then((n) => (told = n));
  await new Promise(setImmediate);
  assert.equal(told, null);
  answer({ change });
  await counting;
  assert.equal(told, 2);
});
