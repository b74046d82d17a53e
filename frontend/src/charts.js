// Loaded only by pages that draw. A picture is a figure whose table is its truth: the same numbers, drawn.
import { BarChart, CustomChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { purchases } from "./js/purchases.js";
import { stages } from "./js/stages.js";

use([
  AriaComponent, BarChart, CustomChart, GridComponent, MarkAreaComponent, MarkLineComponent, ScatterChart, SVGRenderer,
  TooltipComponent,
]);

const KINDS = { purchases, stages };
const drawn = new Map();

function draw(element) {
  const told = JSON.parse(document.getElementById(element.dataset.chartFrom).textContent);
  const chart = drawn.get(element) ?? init(element, null, { renderer: "svg" });
  chart.setOption({ ...KINDS[element.dataset.chart](told, colours(), element.clientWidth), animation: false }, true);
  if (drawn.has(element)) return;
  drawn.set(element, chart);
  chart.on("click", (event) => event.data?.href && window.location.assign(event.data.href));
  new ResizeObserver(() => chart.resize()).observe(element);
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["text", "muted", "line", "surface", "raised", "control", "data-up", "data-down", "data-total"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

function drawAll() {
  document.querySelectorAll("[data-chart]").forEach(draw);
}

document.addEventListener("ignition:theme", drawAll);
document.addEventListener("htmx:afterSettle", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
drawAll();
