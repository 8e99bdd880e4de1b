// Draws the tables named by [data-chart]: the table is the truth, the picture a help for eyes.
import uPlot from "/static/vendor/uplot/uPlot.esm.js";

const COLOURS = ["#0b5a73", "#1d6534", "#a12418"];
const HEIGHT = 260;

for (const place of document.querySelectorAll("[data-chart]")) {
  const table = document.getElementById(place.dataset.chart);
  draw(place, headings(table), columns(table), place.dataset.kind === "bars");
}

/** The headings of the columns that carry values, without the first. */
function headings(table) {
  const width = table.tBodies[0].rows[0].querySelectorAll("[data-value]").length;
  return [...table.tHead.rows[0].cells].slice(1, width).map((cell) => cell.textContent);
}

/** The values of a table by column; dates become seconds. */
function columns(table) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-value]")].map((cell) => read(cell.dataset.value)));
  return rows[0].map((_, place) => rows.map((row) => row[place]));
}

function read(value) {
  return value.includes("-") ? Date.parse(value) / 1000 : Number(value);
}

function draw(place, names, data, bars) {
  const series = names.map((label, number) => ({
    label,
    stroke: COLOURS[number],
    fill: bars ? COLOURS[number] : undefined,
    width: 2.5,
    paths: bars ? uPlot.paths.bars({ size: [0.7, 60] }) : undefined,
    points: { show: !bars, size: 7 },
    dash: number ? [8, 4 * number] : undefined,
  }));
  const chart = new uPlot(
    {
      width: place.clientWidth - 24,
      height: HEIGHT,
      cursor: { drag: { x: false, y: false } },
      legend: { live: false },
      scales: { x: { time: !bars }, y: { range: (_, low, high) => [0, Math.max(high * 1.1, 5)] } },
      axes: [
        bars
          ? { values: (_, ticks) => ticks.map((hour) => `${hour}시`), incrs: [3], grid: { show: false } }
          : { values: (_, ticks) => ticks.map(day), splits: () => data[0], grid: { show: false } },
        { size: 60 },
      ],
      series: [{}, ...series],
    },
    data,
    place,
  );
  new ResizeObserver(() => chart.setSize({ width: place.clientWidth - 24, height: HEIGHT })).observe(place);
}

function day(seconds) {
  const date = new Date(seconds * 1000);
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}`;
}
