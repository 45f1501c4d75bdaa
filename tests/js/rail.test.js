import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, nearest } from "../../static/js/text/rail.js";

const ticks = (...shares) => shares.map((share) => ({ share, look: "claim", go: () => {} }));

test("a click goes to the nearest tick, of two as near to the earlier one", () => {
  const all = ticks(0.1, 0.5, 0.7);
  for (const [at, place] of [
    [-1, 0],
    [0.29, 0],
    [0.31, 1],
    [0.6, 1],
    [0.61, 2],
    [2, 2],
  ])
    assert.equal(nearest(all, at), all[place], String(at));
  assert.equal(nearest([], 0.5), undefined);
});

test("what lies too close to be told apart is one tick, the first", () => {
  const all = ticks(0.5, 0.5001, 0.51);
  assert.deepEqual(apart(all), [all[0], all[2]]);
  assert.equal(apart(ticks(...Array.from({ length: 5000 }, (_, n) => n / 5000))).length, 240);
});
