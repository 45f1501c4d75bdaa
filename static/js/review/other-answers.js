/** What is done with an answer that is not a part of the review. */

import { gettext } from "../ui/i18n.js";
import { tell } from "../ui/said.js";

/** Say that one is signed out or was refused; else go where the answer comes from. @param {Response} response @param {string} url */
export function takeOtherAnswer(response, url) {
  if (response.status === 401 || response.url.includes("/login/"))
    return tell(gettext("You are signed out. Sign in in another tab, then try again."));
  if (response.redirected || response.ok) location.assign(response.redirected ? response.url : url);
  else tell(gettext("The server refused this. Load the page again to see why."));
}
