/**
 * Files that are dropped anywhere on the list of articles, or chosen there, go straight to the
 * preview of their import. Without script a link leads to the page that takes them.
 */

const form = document.getElementById("drop-import");
if (form instanceof HTMLFormElement) takeFiles(form);

/** @param {HTMLFormElement} form */
function takeFiles(form) {
  const here = /** @type {HTMLElement} */ (form.querySelector(".drop-here"));
  let within = 0;
  document.documentElement.classList.add("takes-files");
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.form === form && target.files?.length) form.submit();
  });
  document.addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    within += 1;
    here.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!holdsFiles(event)) return;
    within -= 1;
    here.hidden = within > 0 ? here.hidden : true;
  });
  document.addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    within = 0;
    here.hidden = true;
    const field = document.querySelector("input[type=file][form=drop-import]");
    if (!(field instanceof HTMLInputElement) || !event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    form.submit();
  });
}

/** Whether files are dragged, and not a link or words of the page. @param {DragEvent} event */
function holdsFiles(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
