/**
 * The undo and redo stacks of this tab: pairs of changes, independent of the page. Undo is itself a
 * change that the server records.
 */

/** @template Change @typedef {{ redo: Change, undo: Change }} Step */

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

  /** Remember what was just done; what had been undone before can no longer be redone. @param {Step<Change>} step */
  did(step) {
    this.#past.push(step);
    this.#future = [];
  }

  /** The change that undoes the last step, if there is one. @returns {Change | undefined} */
  undo() {
    const step = this.#past.pop();
    if (step) this.#future.push(step);
    return step?.undo;
  }

  /** The change that does the last undone step again. @returns {Change | undefined} */
  redo() {
    const step = this.#future.pop();
    if (step) this.#past.push(step);
    return step?.redo;
  }

  /** Drop the steps that `concerns`, which the server has refused. @param {(change: Change) => boolean} concerns */
  forget(concerns) {
    /** @param {Step<Change>} step */
    const stays = (step) => !concerns(step.redo) && !concerns(step.undo);
    this.#past = this.#past.filter(stays);
    this.#future = this.#future.filter(stays);
  }

  clear() {
    this.#past = [];
    this.#future = [];
  }
}
