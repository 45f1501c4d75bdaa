// Shows similar facts below the statement while it is typed, so that duplicates are noticed.

const PAUSE = 350;  // Milliseconds without a key, which is when somebody stops to think.

const form = document.querySelector("form[data-alike-url]");
const place = document.getElementById("alike");
let asked = "";
let waiting = null;
let asking = null;

form?.elements.statement.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE);
});

async function show() {
  const statement = form.elements.statement.value.trim();
  if (statement === asked) return;
  asked = statement;
  asking?.abort();
  asking = new AbortController();
  const query = new URLSearchParams({ statement });
  try {
    const response = await fetch(`${form.dataset.alikeUrl}?${query}`, {
      headers: { "X-Fragment": "1" },
      signal: asking.signal,
    });
    if (response.ok && !response.redirected) place.innerHTML = await response.text();
  } catch {
    // Nothing is lost: sending the form looks once more.
  }
}
