/** A live preview of a draft, rendered by the server: <div data-preview-of="id" data-url>. */

const PAUSE = 400;

/** @param {HTMLElement} shown */
function follow(shown) {
  const draft = document.getElementById(shown.dataset.previewOf ?? "");
  if (!(draft instanceof HTMLTextAreaElement)) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /** @type {AbortController | undefined} */
  let asked;

  async function draw() {
    asked?.abort();
    asked = new AbortController();
    const body = new FormData();
    body.set("text", draft.value);
    body.set("csrfmiddlewaretoken", token(draft.form));
    try {
      const response = await fetch(shown.dataset.url ?? "", {
        method: "POST",
        body,
        signal: asked.signal,
      });
      if (response.ok && !response.redirected) shown.innerHTML = await response.text();
    } catch {
      // A newer draft has taken its place, or the server is away: the button still previews.
    }
  }

  draft.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(draw, PAUSE);
  });
}

/** @param {HTMLFormElement | null} form */
function token(form) {
  const field = form?.elements.namedItem("csrfmiddlewaretoken");
  return field instanceof HTMLInputElement ? field.value : "";
}

for (const shown of document.querySelectorAll("[data-preview-of]")) {
  follow(/** @type {HTMLElement} */ (shown));
}
