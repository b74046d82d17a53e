// Horizontal bars: what stands at each stage. A bar starts at nought and carries its own label.
export function stages(told, colour, width) {
  const narrow = width < 520;
  const text = { color: colour.muted, fontFamily: "Inter, system-ui, sans-serif", fontSize: 13 };
  return {
    aria: { enabled: true, label: { description: told.title } },
    grid: { left: 8, right: narrow ? 76 : 170, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", min: 0, show: false },
    yAxis: {
      type: "category", inverse: true, data: told.rows.map((row) => row.stage),
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...text, color: colour.text, width: narrow ? 104 : 180, overflow: narrow ? "break" : "truncate", lineHeight: 15 },
    },
    series: [{
      type: "bar", barMaxWidth: 22, cursor: "pointer", itemStyle: { color: colour["data-up"], borderRadius: [0, 3, 3, 0] },
      label: { ...text, show: true, position: "right", formatter: ({ data }) => data.label },
      data: told.rows.map((row) => ({ value: row.value, label: narrow ? row.short : row.label, href: row.href })),
    }],
  };
}
