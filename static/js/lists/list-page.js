/** What every list has: filters that apply at once, ticked rows with their bar, and keys. */

import { startDisplay } from "./display.js";
import { startKeys } from "./list-keys.js";
import { startFilters } from "./live-filters.js";
import { show, startTicking } from "./ticking.js";

startTicking();
startDisplay(startFilters(show));
startKeys();
