/** The pages where somebody was last, by their title; each account has its own. */

const MOST = 8;

/** @param {string} person */
const keyOf = (person) => `newsroom.places.${person}`;

/** The address and the title of each, the last first, without this page. @param {string} person @returns {[string, string][]} */
export function lastPlaces(person) {
  return read(person).filter(([url]) => url !== here());
}

/** @param {string} person */
export function rememberPlace(person) {
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType("navigation")
  );
  // A page of an error is no place to come back to.
  if ((page?.responseStatus ?? 200) >= 400) return;
  const title = document.title.replace(/ · Newsroom$/, "");
  const others = read(person).filter(([url]) => url !== here());
  try {
    const kept = [[here(), title], ...others].slice(0, MOST + 1);
    localStorage.setItem(keyOf(person), JSON.stringify(kept));
  } catch {
    // Without storage there are none.
  }
}

function here() {
  return location.pathname;
}

/** @param {string} person @returns {[string, string][]} */
function read(person) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(person)) ?? "[]");
  } catch {
    return [];
  }
}
