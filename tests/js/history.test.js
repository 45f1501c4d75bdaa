import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../static/js/workspace/history.js";

test("what was done last is undone first, and done again in order", () => {
  const history = new History();
  history.did({ redo: "add 1", undo: "withdraw 1" });
  history.did({ redo: "add 2", undo: "withdraw 2" });
  assert.deepEqual(
    [history.undo(), history.undo(), history.undo()],
    ["withdraw 2", "withdraw 1", undefined],
  );
  assert.deepEqual([history.redo(), history.redo(), history.redo()], ["add 1", "add 2", undefined]);
  assert.equal(history.undo(), "withdraw 2");
});

test("a new step ends what could be redone", () => {
  const history = new History();
  history.did({ redo: "add 1", undo: "withdraw 1" });
  history.undo();
  assert.equal(history.canRedo, true);
  history.did({ redo: "add 2", undo: "withdraw 2" });
  assert.equal(history.canRedo, false);
  assert.equal(history.undo(), "withdraw 2");
  assert.equal(history.canUndo, false);
});

test("refused steps are forgotten, the others stay", () => {
  const history = new History();
  history.did({ redo: "add 1", undo: "withdraw 1" });
  history.did({ redo: "add 2", undo: "withdraw 2" });
  history.forget((change) => change.endsWith("2"));
  assert.equal(history.undo(), "withdraw 1");
  history.clear();
  assert.equal(history.canUndo || history.canRedo, false);
});
