/** Translation of messages, from Django's catalogue if the page has loaded one. */

/** @type {{ gettext(words: string): string, ngettext(one: string, many: string, n: number): string } | undefined} */
const catalogue = Reflect.get(globalThis, "django");

/** @param {string} words */
export function gettext(words) {
  return catalogue?.gettext?.(words) ?? words;
}

/** @param {string} one @param {string} many @param {number} n */
export function ngettext(one, many, n) {
  return fill(catalogue?.ngettext?.(one, many, n) ?? (n === 1 ? one : many), { n });
}

/** `words` with each %(name)s replaced. @param {string} words @param {Record<string, string | number>} values */
export function fill(words, values) {
  return words.replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));
}
