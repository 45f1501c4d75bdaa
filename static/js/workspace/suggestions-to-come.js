/**
 * Asks for what is suggested in a long text once the page is shown, and brings it in when it is made.
 * Without script the form of the notice does.
 */

import { post } from "../ui/requests.js";
import { gettext } from "../ui/i18n.js";

const LONGEST = 120_000; // Milliseconds that making them may take.
const PAUSE = 1000; // Milliseconds between two looks whether the editor is busy.

/**
 * @param {{ page: import("./dom.js").Page, refresh: () => Promise<unknown>,
 *   isBusy: () => boolean, signal: AbortSignal }} options `isBusy` is whether the text must not be
 *   exchanged now
 */
export async function askForSuggestions({ page, refresh, isBusy, signal }) {
  const notice = page.find("#to-come");
  if (!(notice instanceof HTMLFormElement)) return;
  const [words, button] = [notice.querySelector("[role=status]"), notice.querySelector("button")];
  if (!words || !button) return;
  const asked = words.textContent;
  words.textContent = gettext("Suggestions are being made. You can begin to mark meanwhile.");
  button.hidden = true;
  const { problem } = await post(notice.action, {}, LONGEST);
  if (signal.aborted) return;
  if (problem) {
    words.textContent = asked;
    button.hidden = false;
    return;
  }
  while (isBusy()) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (signal.aborted) return;
  await refresh();
  page.keepFocus();
  page.say(gettext("The suggestions are here."));
}
