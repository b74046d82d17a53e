// What every page carries. Each page works without it; with it, nothing reloads.
import htmx from "htmx.org";
import { openPoint, followToast } from "./js/today.js";
import { wireDrop } from "./js/drop.js";
import { wireDrawer } from "./js/drawer.js";
import { wireTheme } from "./js/theme.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
});
window.htmx = htmx;

document.addEventListener("click", openPoint);
document.addEventListener("htmx:afterSettle", followToast);
wireTheme(document);
wireDrawer(document);
htmx.onLoad((element) => {
  wireDrop(element);
  followToast();
});
