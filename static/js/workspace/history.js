/**
 * The undo and redo stacks of this tab: pairs of changes, independent of the page. Undo is itself a
 * change that the server records. A step may hold several changes, which are undone together.
 */

/** @template Change @typedef {{ redo: Change[], undo: Change[] }} Step  Each in the order of making. */

/** @template Change */
export class History {
  /** @type {Step<Change>[]} */ #past = [];
  /** @type {Step<Change>[]} */ #future = [];

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Remember what was just done; what had been undone before can no longer be redone. @param {{ redo: Change, undo: Change }} step */
  did({ redo, undo }) {
    this.#past.push({ redo: [redo], undo: [undo] });
    this.#future = [];
  }

  /** Make one step of all that `act` does. @template T @param {() => T} act */
  together(act) {
    const before = this.#past.length;
    const done = act();
    const steps = this.#past.splice(before);
    if (steps.length)
      this.#past.push({
        redo: steps.flatMap(({ redo }) => redo),
        undo: steps.toReversed().flatMap(({ undo }) => undo),
      });
    return done;
  }

  /** The changes that undo the last step; none where there is no step. @returns {Change[]} */
  undo() {
    const step = this.#past.pop();
    if (step) this.#future.push(step);
    return step?.undo ?? [];
  }

  /** The changes that do the last undone step again. @returns {Change[]} */
  redo() {
    const step = this.#future.pop();
    if (step) this.#past.push(step);
    return step?.redo ?? [];
  }

  /** Drop the changes that `concerns`, which the server has refused. @param {(change: Change) => boolean} concerns */
  forget(concerns) {
    /** @param {Step<Change>} step */
    const rest = ({ redo, undo }) => {
      const [again, back] = [redo, undo].map((all) => all.filter((one) => !concerns(one)));
      return again.length && back.length ? { redo: again, undo: back } : [];
    };
    this.#past = this.#past.flatMap(rest);
    this.#future = this.#future.flatMap(rest);
  }

  clear() {
    this.#past = [];
    this.#future = [];
  }
}
