import assert from "node:assert/strict";
import { test } from "node:test";
import * as queue from "../../static/js/saving/queue.js";

function change({
  id = "a",
  kind = "change",
  problem = null,
  fields = {},
  key = queue.newKey(),
} = {}) {
  return { key, kind, id, url: "/", fields, version: 1, tries: 0, problem };
}

test("changes go out in the order of making, however they lie in the store", () => {
  const made = Array.from({ length: 20 }, () => change());
  const lying = made.toReversed();
  assert.equal(queue.nextToSend(lying), made[0]);
  assert.deepEqual(queue.inOrder(lying), made);
  assert.equal(queue.nextToSend([]), undefined);
});

test("a refused change holds what follows on it and nothing else", () => {
  const refused = change({ id: "a", problem: { status: 412 } });
  const follows = change({ id: "a" });
  const other = change({ id: "b" });
  assert.equal(queue.nextToSend([refused, follows, other]), other);
  assert.equal(queue.nextToSend([refused, follows]), undefined);
});

test("the pause doubles up to half a minute", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 50].map(queue.secondsToWait), [1, 2, 4, 8, 16, 30, 30, 30]);
});

test("only no answer and the server's own faults are tried again", () => {
  for (const status of [0, 500, 502, 503, 504, 408, 429])
    assert.equal(queue.verdict({ status }), "again");
  for (const status of [400, 403, 404, 409, 412, 422, 428])
    assert.equal(queue.verdict({ status }), "refused");
  assert.equal(queue.verdict({ status: 401 }), "signed-out");
  assert.equal(queue.verdict({ status: 403, code: "csrf" }), "signed-out");
});

test("the counts tell saving from waiting from what needs the editor", () => {
  const changes = [change(), change(), change({ problem: { status: 409 } })];
  assert.deepEqual(queue.counts(changes, { offline: false }), { needs: 1, waiting: 0, saving: 2 });
  assert.deepEqual(queue.counts(changes, { offline: true }), { needs: 1, waiting: 2, saving: 0 });
});

test("a stale change whose answer was lost is known to be done", () => {
  const sent = change({
    fields: { label: "quote", start: "3", note: "two\r\nlines", value: "48000000" },
  });
  const current = { label: "quote", start: 3, note: "two\nlines", value: "48000000.0000000000" };
  assert.equal(queue.alreadyDone(sent, current), true);
  assert.equal(queue.alreadyDone(sent, { ...current, label: "claim" }), false);
  assert.equal(queue.alreadyDone(sent, { ...current, value: null }), false);
  assert.equal(queue.alreadyDone(change({ kind: "withdraw" }), { status: "withdrawn" }), true);
  assert.equal(queue.alreadyDone(change({ kind: "withdraw" }), { status: "open" }), false);
  assert.equal(queue.alreadyDone(change({ kind: "restore" }), { status: "open" }), true);
});
