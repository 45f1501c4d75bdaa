/**
 * Converts between UTF-16 units and code points. Browsers count UTF-16 units, in which an emoji
 * takes two or more; the server, the database and all other modules count code points. No other
 * module handles units.
 */

/** @typedef {{ start: number, end: number }} Span  Code points, half-open. */
/** @typedef {Span & { text: string, isWord: boolean }} Piece */

export class MeasuredText {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** The code points whose character takes two units, ascending. @type {number[]} */
    this.wide = [];
    for (let unit = 0, point = 0; unit < text.length; unit += 1, point += 1) {
      if (/** @type {number} */ (text.codePointAt(unit)) > 0xffff) {
        this.wide.push(point);
        unit += 1;
      }
    }
    this.length = text.length - this.wide.length;
  }

  /** The unit at which code point `point` begins. @param {number} point */
  toUnits(point) {
    return point + this.#count((index) => this.wide[index] < point);
  }

  /** The code point that holds `unit`; within a surrogate pair, the pair's. @param {number} unit */
  toPoint(unit) {
    return unit - this.#count((index) => this.wide[index] + index < unit);
  }

  /** @param {number} start @param {number} end */
  slice(start, end) {
    return this.text.slice(this.toUnits(start), this.toUnits(end));
  }

  /** Where `words` end if they begin at `start`. @param {number} start @param {string} words */
  after(start, words) {
    return this.toPoint(this.toUnits(start) + words.length);
  }

  /** The line (without its line feed) in which `point` stands. @param {number} point @returns {Span} */
  line(point) {
    const unit = this.toUnits(point);
    const before = unit === 0 ? -1 : this.text.lastIndexOf("\n", unit - 1);
    const after = this.text.indexOf("\n", unit);
    return {
      start: this.toPoint(before + 1),
      end: after === -1 ? this.length : this.toPoint(after),
    };
  }

  /**
   * The line in which `point` stands, in the pieces that `segmenter` makes of it. No grapheme,
   * word or sentence goes on over a line feed, so a line is enough and is quick in any text.
   * @param {Intl.Segmenter} segmenter @param {number} point @returns {Piece[]}
   */
  pieces(segmenter, point) {
    const line = this.line(point);
    const first = this.toUnits(line.start);
    return Array.from(segmenter.segment(this.slice(line.start, line.end)), (piece) => ({
      start: this.toPoint(first + piece.index),
      end: this.toPoint(first + piece.index + piece.segment.length),
      text: piece.segment,
      isWord: piece.isWordLike === true,
    }));
  }

  /**
   * How many of the wide characters satisfy `isBefore`, which holds for the first ones only.
   * @param {(index: number) => boolean} isBefore
   */
  #count(isBefore) {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
