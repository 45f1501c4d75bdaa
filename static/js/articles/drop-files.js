/* <drop-files>: a drop zone around a file input that lists the chosen files. Without script the file
   input works alone. */

/** Earlier and later files as one list: of two with the same name the later one counts. */
export function mergeFiles(earlier, later) {
  const byName = new Map([...earlier, ...later].map((file) => [file.name, file]));
  return [...byName.values()];
}

/** A size in bytes as "12 kB" or "1.4 MB", in the reader's language. */
export function formatSize(bytes, language) {
  const [divisor, unit] = bytes < 1e6 ? [1e3, "kilobyte"] : [1e6, "megabyte"];
  const format = { style: "unit", unit, maximumFractionDigits: bytes < 1e6 ? 0 : 1 };
  return new Intl.NumberFormat(language, format).format(Math.max(bytes / divisor, bytes ? 1 : 0));
}

class DropFiles extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector("ul.chosen");
    this.input.addEventListener("change", () => this.tell());
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.classList.add("over");
    });
    this.addEventListener("dragleave", () => this.classList.remove("over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.classList.remove("over");
      this.take(event.dataTransfer.files);
    });
    this.tell();
  }

  take(files) {
    const all = new DataTransfer();
    for (const file of mergeFiles(this.input.files, files)) all.items.add(file);
    this.input.files = all.files;
    this.tell();
  }

  tell() {
    const language = document.documentElement.lang;
    const lines = [...this.input.files].map((file) => {
      const line = document.createElement("li");
      const name = document.createElement("b");
      name.textContent = file.name;
      line.append(name, ` ${formatSize(file.size, language)}`);
      return line;
    });
    this.list.replaceChildren(...lines);
    this.list.hidden = !lines.length;
  }
}

globalThis.customElements?.define("drop-files", DropFiles);
