/**
 * Fetches what was checked before, once the page has nothing else to do, and shows it at the foot of
 * the margin; its buttons answer in place. Without script the link leads to a page of the same.
 */

/** How long the page may be busy before the list is asked for all the same, in milliseconds. */
const LATEST = 4000;

/** @param {HTMLElement} place @param {string} url @param {RequestInit} [options] */
async function fill(place, url, options = {}) {
  try {
    const response = await fetch(url, {
      ...options,
      headers: { "X-Fragment": "1", Accept: "text/html" },
      credentials: "same-origin",
    });
    // Redirected is whoever is signed out: the form by itself then carries its fields along.
    const isHere = response.ok && !response.redirected;
    if (isHere) place.innerHTML = await response.text();
    return isHere;
  } catch {
    // No answer: the link to the page of it stands.
    return false;
  }
}

/** @param {HTMLElement} place */
function start(place) {
  const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, LATEST / 4));
  idle(() => fill(place, place.dataset.url ?? ""), { timeout: LATEST });
  place.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const done = await fill(place, form.action, { method: "POST", body: new FormData(form) });
    if (!done) form.submit();
    else place.focus();
  });
}

const place = globalThis.document?.querySelector("#seen-before");
if (place instanceof HTMLElement) start(place);
