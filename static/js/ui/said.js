/** What has happened, in words: read out, and where everybody is to know it, seen for a while. */

/** @type {ReturnType<typeof setTimeout> | undefined} */
let quiet;

/** Say to screen readers what everybody else sees anyhow. @param {string} words */
export const say = (words) => put(words, false);

/** Say something that is to be seen as well: a hint, or why nothing was done. @param {string} words */
export const tell = (words) => put(words, true);

/** @param {string} words @param {boolean} isShown */
function put(words, isShown) {
  const said = document.getElementById("said");
  if (!said) return;
  said.classList.toggle("shown", isShown);
  said.textContent = words;
  clearTimeout(quiet);
  if (words) quiet = setTimeout(put, 8000, "", false);
}
