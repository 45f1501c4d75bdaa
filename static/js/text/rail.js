/**
 * The rail beside a text: a tick for each place, as far down as the place is in the text. A click
 * goes to the nearest one. The keys for next and previous do the same, so it is for eye and pointer.
 * Fetched by itself, and on a phone not at all.
 */

import { settleAt } from "./in-view.js";

/** `share` is how far down, from 0 to 1; `look` names its classes. @typedef {{ share: number, look: string, go: () => void }} Tick */

/** So many ticks can be told apart. */
const ROWS = 240;
/** How long after a change of the text it is drawn anew, in milliseconds. */
const PAUSE = 200;

class Rail {
  /** @type {Tick[]} */ #ticks = [];

  /** @param {Element} place where it is put, before all else */
  constructor(place) {
    this.rail = document.createElement("div");
    this.rail.className = "rail";
    this.rail.ariaHidden = "true";
    place.prepend(this.rail);
    this.rail.addEventListener("click", ({ clientY }) => {
      const { top, height } = this.rail.getBoundingClientRect();
      nearest(this.#ticks, (clientY - top) / height)?.go();
    });
  }

  /** @param {Tick[]} ticks */
  show(ticks) {
    this.#ticks = ticks;
    this.rail.replaceChildren(
      ...apart(ticks).map(({ share, look }) => {
        const tick = document.createElement("i");
        tick.className = look;
        tick.style.top = `${share * 100}%`;
        return tick;
      }),
    );
  }
}

/** The tick that is nearest to a share. Pure. @param {Tick[]} ticks @param {number} share @returns {Tick | undefined} */
export function nearest(ticks, share) {
  const away = (/** @type {Tick} */ tick) => Math.abs(tick.share - share);
  return ticks.reduce((best, one) => (best && away(best) <= away(one) ? best : one), ticks[0]);
}

/** One for each row, the first of its ticks. Pure. @param {Tick[]} ticks @returns {Tick[]} */
export function apart(ticks) {
  const rows = new Map();
  for (const tick of ticks) {
    const row = Math.floor(tick.share * ROWS);
    if (!rows.has(row)) rows.set(row, tick);
  }
  return [...rows.values()];
}

/** The marks of a text, each with its share of the letters. @param {Element} text @returns {{ share: number, mark: HTMLElement }[]} */
export function marksAlong(text) {
  const all = text.textContent?.length || 1;
  let before = 0;
  const found = [];
  for (const paragraph of text.children)
    for (const part of paragraph.childNodes) {
      if (part instanceof HTMLElement && part.matches("mark")) found.push({ share: before / all, mark: part });
      before += part.textContent?.length ?? 0;
    }
  return found;
}

/** Of the workspace: where something is marked. @param {HTMLElement} text @param {import("../workspace/active-card.js").ActiveCard} current @param {AbortSignal} signal */
export function showMarks(text, current, signal) {
  const place = /** @type {Element} */ (text.parentElement);
  if (place.querySelector(".rail")) return;
  const rail = new Rail(place);
  let waiting = 0;
  const draw = () => {
    const ticks = marksAlong(text).map(({ share, mark }) => {
      const go = async () => {
        await settleAt(/** @type {Element} */ (mark.parentElement));
        mark.scrollIntoView({ block: "center" });
        current.atMark(mark);
      };
      const look = mark.dataset.annotations ? mark.className : `${mark.className} suggested`;
      return { share, look, go };
    });
    // Beside a short text a rail of the window's height would reach down beside nothing.
    rail.rail.style.maxHeight = `${text.offsetHeight}px`;
    rail.show(ticks);
  };
  const changes = new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = window.setTimeout(draw, PAUSE);
  });
  changes.observe(text, { childList: true, subtree: true });
  signal.addEventListener("abort", () => changes.disconnect());
  draw();
}

/** Of a review: where the editors disagree, and what is decided there. @param {HTMLElement | null} groups the list of groups, in the order of the text */
export function showGroups(groups) {
  if (!groups || groups.querySelector(".rail")) return;
  const lines = /** @type {HTMLElement[]} */ ([...groups.querySelectorAll("li[data-share]")]);
  const ticks = lines.map((line) => {
    const link = line.querySelector("a");
    const look = link?.hasAttribute("aria-current") ? "here" : line.className;
    return { share: Number(line.dataset.share) / 1000, look, go: () => link?.click() };
  });
  new Rail(groups).show(ticks);
}
