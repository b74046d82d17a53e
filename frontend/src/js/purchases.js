// One mark a purchase, the window in which the next was to be expected, and today.
export function purchases(told, colour) {
  const text = { color: colour.muted, fontFamily: "Inter, system-ui, sans-serif", fontSize: 12 };
  return {
    aria: { enabled: true, label: { description: told.title } },
    textStyle: { fontFamily: text.fontFamily },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    tooltip: {
      trigger: "item", renderMode: "richText", confine: true, formatter: ({ data }) => data.tip ?? "",
      backgroundColor: colour.surface, borderColor: colour.line, textStyle: { color: colour.text, fontSize: 13 },
    },
    xAxis: {
      type: "time", max: told.until, axisLabel: { ...text, hideOverlap: true, formatter: monthOf(told.lang) },
      axisLine: { lineStyle: { color: colour.control } }, axisTick: { show: false },
    },
    yAxis: {
      type: "value", axisLabel: { ...text, formatter: (n) => n.toLocaleString(told.lang, { useGrouping: "always" }) },
      splitLine: { lineStyle: { color: colour.line } },
    },
    series: [bars(told, colour, text)],
  };
}

function bars(told, colour, text) {
  return {
    type: "bar", barWidth: 5, barMinHeight: 2,
    data: told.rows.map((row) => ({
      value: [row.on, row.amount], tip: row.tip,
      itemStyle: { color: row.amount < 0 ? colour["data-down"] : colour["data-up"] },
    })),
    markArea: told.window && {
      silent: true, itemStyle: { color: colour.muted, opacity: 0.14 },
      label: { ...text, position: "top", distance: 4 },
      data: [[{ name: told.window.label, xAxis: told.window.from }, { xAxis: told.window.to }]],
    },
    markLine: {
      silent: true, symbol: "none", lineStyle: { color: colour.text, type: "dashed" },
      label: { ...text, formatter: told.today.label, position: "end", distance: 20 }, data: [{ xAxis: told.today.on }],
    },
  };
}

function monthOf(lang) {
  const said = new Intl.DateTimeFormat(lang, { month: "short", year: "2-digit" });
  return (stamp) => said.format(stamp);
}
