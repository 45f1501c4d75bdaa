/**
 * Takes a group for a while once something is chosen there, and lets go of the one before. Only a
 * courtesy to the other reviewers: nothing depends on the answer.
 */

let taken = "";

/** @param {HTMLFormElement | null} form */
export function reserve(form) {
  const url = form?.dataset.reserveUrl;
  if (!form || !url || url === taken) return;
  if (taken) send(form, taken, { release: "1" });
  taken = url;
  send(form, url, {});
}

/** @param {HTMLFormElement} form @param {string} url @param {Record<string, string>} more */
function send(form, url, more) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  const csrfmiddlewaretoken = token instanceof HTMLInputElement ? token.value : "";
  const body = new URLSearchParams({ csrfmiddlewaretoken, ...more });
  fetch(url, { method: "POST", body, headers: { "X-Fragment": "1" } }).catch(() => {});
}
