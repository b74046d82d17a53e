// What every page carries. Each page works without it; with it, nothing reloads.
import htmx from "htmx.org";
import { foldWhy, followToast, keepFocus, openPoint } from "./js/today.js";
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
document.addEventListener("htmx:beforeRequest", foldWhy);
document.addEventListener("htmx:afterSettle", followToast);
document.addEventListener("htmx:afterSettle", keepFocus);
document.addEventListener("htmx:afterRequest", emptyForm);
wireTheme(document);
wireDrawer(document);
htmx.onLoad((element) => {
  wireDrop(element);
  followToast();
});

function emptyForm(event) {
  if (event.detail.successful && event.target.matches("form[data-empties]")) event.target.reset();
}
