/* A button that copies what a field holds: <button data-copy="id" data-copied="Copied" hidden>. */

for (const button of globalThis.document?.querySelectorAll("[data-copy]") ?? []) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    // Without TLS there is no clipboard: the field is then ready for the person's own Ctrl C.
    await navigator.clipboard?.writeText(field.value);
    if (navigator.clipboard) button.textContent = button.dataset.copied;
  });
}
