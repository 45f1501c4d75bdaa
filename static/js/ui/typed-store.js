/**
 * Where kept forms are: in localStorage, one item for each form that is open, so that two tabs with
 * the same form do not overwrite each other's. Without storage nothing is kept.
 */

/** @typedef {import("./typed.js").Typed} Typed */
/**
 * `place` is the address that the form is sent to and its name; `tab` typed it, `at` that moment;
 * `drawn` is what stood there before; `version` is the content that choices were made for, where the
 * form says so.
 * @typedef {{ person: string, place: string, id: string, tab: string, at: number,
 *   typed: Typed[], drawn?: Typed[], version?: string }} Draft
 */

const PREFIX = "newsroom.typed.";
const TAKEN = /(?:^|; )newsroom\.taken\.([0-9a-f-]{36})=/g;
const LONGEST_KEPT = 30 * 24 * 3600 * 1000; // Milliseconds.
const TAB = "newsroom.tab";

let tab = "";

export function newId() {
  // Not crypto.randomUUID, which is there over https alone.
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** This tab, the same over reloads and other pages. */
export function tabId() {
  return tab;
}

/**
 * The tabs that are open beside this one; none where the browser cannot tell. A duplicated tab has
 * the storage of its first, and becomes one of its own.
 * @returns {Promise<Set<string>>}
 */
export async function liveTabs() {
  if (!tab) {
    tab = fromSession() || newId();
    if (!(await holds(tab))) {
      tab = newId();
      holds(tab);
    }
    toSession(tab);
  }
  const { held } = (await navigator.locks?.query()) ?? {};
  const names = (held ?? []).flatMap(({ name }) => (name?.startsWith(TAB) ? [name] : []));
  return new Set(names.map((name) => name.slice(TAB.length + 1)).filter((one) => one !== tab));
}

/** @param {string} id @returns {Promise<boolean>} whether no other tab has it */
function holds(id) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    // The page before this one, in the same tab, may be a moment late in letting go.
    const signal = AbortSignal.timeout(500);
    navigator.locks
      .request(`${TAB}.${id}`, { signal }, () => {
        resolve(true);
        return new Promise(() => {}); // Until the page goes.
      })
      .catch(() => resolve(false));
  });
}

/** @param {string} person @param {string} place @returns {Draft[]} */
export function readTyped(person, place) {
  return drafts().filter((one) => one.person === person && one.place === place);
}

/** @param {Draft} draft */
export function writeTyped(draft) {
  try {
    localStorage.setItem(PREFIX + draft.id, JSON.stringify(draft));
  } catch {
    // Forbidden, or full: the form works as it does without.
  }
}

/** @param {string} id */
export function dropTyped(id) {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // It was never there.
  }
}

/** Forget what the server says it has taken, and what nobody has come back to for long. */
export function dropTaken() {
  for (const [, id] of document.cookie.matchAll(TAKEN)) {
    dropTyped(id);
    // biome-ignore lint/suspicious/noDocumentCookie: the other way is not in all browsers.
    document.cookie = `newsroom.taken.${id}=; path=/; max-age=0`;
  }
  for (const { id, at } of drafts()) if (Date.now() - at > LONGEST_KEPT) dropTyped(id);
}

/** @returns {Draft[]} */
function drafts() {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => JSON.parse(localStorage.getItem(name) ?? ""));
  } catch {
    return [];
  }
}

function fromSession() {
  try {
    return sessionStorage.getItem(TAB);
  } catch {
    return null;
  }
}

/** @param {string} id */
function toSession(id) {
  try {
    sessionStorage.setItem(TAB, id);
  } catch {
    // A reload is a new tab then, and takes what the one before it left.
  }
}
