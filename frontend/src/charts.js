// Loaded only by pages that draw. A picture is an element with data-chart: an ECharts option as JSON, made by the server.
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DatasetComponent, GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  AriaComponent, BarChart, DatasetComponent, GridComponent, LineChart, MarkLineComponent, ScatterChart, SVGRenderer,
  TooltipComponent,
]);

function draw(element) {
  const chart = init(element, null, { renderer: "svg" });
  chart.setOption({ aria: { enabled: true }, ...JSON.parse(element.dataset.chart) });
  new ResizeObserver(() => chart.resize()).observe(element);
}

function drawAll(root) {
  root.querySelectorAll("[data-chart]:not([_echarts_instance_])").forEach(draw);
}

document.addEventListener("htmx:load", (event) => drawAll(event.target));
drawAll(document);
