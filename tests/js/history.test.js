import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../static/js/workspace/history.js";

test("what was done last is undone first, and done again in order", () => {
  const history = new History();
  history.did({ redo: "add 1", undo: "withdraw 1" });
  history.did({ redo: "add 2", undo: "withdraw 2" });
  assert.deepEqual(
    [history.undo(), history.undo(), history.undo()],
    [["withdraw 2"], ["withdraw 1"], []],
  );
  assert.deepEqual([history.redo(), history.redo(), history.redo()], [["add 1"], ["add 2"], []]);
  assert.deepEqual(history.undo(), ["withdraw 2"]);
});

test("a new step ends what could be redone", () => {
  const history = new History();
  history.did({ redo: "add 1", undo: "withdraw 1" });
  history.undo();
  assert.equal(history.canRedo, true);
  history.did({ redo: "add 2", undo: "withdraw 2" });
  assert.equal(history.canRedo, false);
  assert.deepEqual(history.undo(), ["withdraw 2"]);
  assert.equal(history.canUndo, false);
});

test("what is done together is one step, undone from its end and done again from its start", () => {
  const history = new History();
  history.did({ redo: "add 1", undo: "withdraw 1" });
  const told = history.together(() => {
    history.did({ redo: "add 2", undo: "withdraw 2" });
    history.did({ redo: "withdraw 1", undo: "restore 1" });
    return "done";
  });
  assert.equal(told, "done");
  assert.deepEqual(history.undo(), ["restore 1", "withdraw 2"]);
  assert.deepEqual(history.redo(), ["add 2", "withdraw 1"]);
  history.undo();
  assert.deepEqual(history.undo(), ["withdraw 1"]);
});

test("nothing done together is no step", () => {
  const history = new History();
  history.together(() => {});
  assert.equal(history.canUndo, false);
});

test("refused steps are forgotten, the others stay", () => {
  const history = new History();
  history.did({ redo: "add 1", undo: "withdraw 1" });
  history.did({ redo: "add 2", undo: "withdraw 2" });
  history.forget((change) => change.endsWith("2"));
  assert.deepEqual(history.undo(), ["withdraw 1"]);
  history.clear();
  assert.equal(history.canUndo || history.canRedo, false);
});

test("of what was done together only the refused change is forgotten", () => {
  const history = new History();
  history.together(() => {
    for (const number of [1, 2, 3])
      history.did({ redo: `add ${number}`, undo: `withdraw ${number}` });
  });
  history.forget((change) => change.endsWith("2"));
  assert.deepEqual(history.undo(), ["withdraw 3", "withdraw 1"]);
  assert.deepEqual(history.redo(), ["add 1", "add 3"]);
});
