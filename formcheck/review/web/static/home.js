// The doors of the first page.

import "./exercising.js";
import { find } from "./dom.js";

find("choose-door").addEventListener("click", () => find("film-files").click());
