/**
 * Where the cards stand beside the text. Pure. Each at the height of its words; where two would
 * cover each other the later one gives way downwards. The current one stands exactly where it is
 * wanted, and those before it give way upwards.
 */

/** The least distance between two cards, in CSS pixels. */
export const GAP = 8;

/**
 * The tops of the cards. All are in CSS pixels, the cards in the order of their words.
 * @param {number[]} wanted where each would stand by itself @param {number[]} heights
 * @param {number} current the place of the current card, -1 without one
 * @returns {number[]}
 */
export function placeCards(wanted, heights, current, gap = GAP) {
  const tops = [...wanted];
  for (let place = 1; place < tops.length; place += 1) {
    if (place === current) continue;
    const least = tops[place - 1] + heights[place - 1] + gap;
    tops[place] = Math.max(tops[place], least);
  }
  for (let place = current - 1; place >= 0; place -= 1) {
    const most = tops[place + 1] - heights[place] - gap;
    if (tops[place] <= most) break;
    tops[place] = most;
  }
  return tops;
}

/**
 * The top nearest to `wanted` at which a card of that height is whole between two edges; where it
 * is higher than both allow, its head is.
 * @param {number} wanted @param {number} height @param {{ top: number, bottom: number }} edges
 */
export function keepInside(wanted, height, { top, bottom }) {
  return Math.max(top, Math.min(wanted, bottom - height));
}
