import { svgElement } from "./dom.js";

const rect = (kind, x, y, width, height, rx = 6) => svgElement("rect", { class: kind, x, y, width, height, rx });
const line = (kind, d) => svgElement("path", { class: kind, d });

const speech = () => [
  rect("paper", 20, 12, 200, 96, 10),
  rect("accent", 92, 24, 116, 26, 10),
  line("light-stroke", "M104 37h92"),
  rect("field", 32, 74, 140, 24, 12),
  line("stroke", "M44 86h74M124 80v12"),
  rect("accent", 178, 74, 30, 24, 12),
  line("light-stroke", "M186 86h13m-5-5 5 5-5 5"),
];
const buttons = () => [
  rect("paper", 20, 12, 200, 96, 10),
  line("stroke", "M34 30h120M34 44h90"),
  rect("field", 34, 64, 52, 26, 13),
  rect("accent", 94, 64, 52, 26, 13),
  rect("field", 154, 64, 52, 26, 13),
  line("stroke", "M46 77h28M166 77h28"),
  line("light-stroke", "M106 77h28"),
  line("hand", "M122 84l10 22 3-8 8-3Z"),
];
const contact = () => [
  rect("paper", 20, 12, 200, 96, 10),
  line("stroke", "M34 30h110M34 44h140"),
  line("faint-stroke", "M34 60h172"),
  line("stroke", "M34 80h60"),
  rect("accent", 126, 68, 80, 28, 14),
  line("light-stroke", "M140 76h4l2 6-3 2a12 12 0 0 0 6 6l2-3 6 2M166 82h28"),
];
const comfort = () => [
  rect("paper", 20, 12, 200, 96, 10),
  rect("field", 34, 24, 52, 26, 13),
  line("stroke", "M48 44l6-14 6 14M50 40h8M66 34v8M62 38h8"),
  rect("accent", 94, 24, 52, 26, 13),
  line("light-stroke", "M110 32h20M115 32v-3h10v3M112 32l2 12h12l2-12"),
  rect("field", 154, 24, 52, 26, 13),
  line("stroke", "M172 37a8 8 0 1 0 16 0a8 8 0 1 0-16 0M180 29v16"),
  line("strong-stroke", "M34 72h130"),
  line("stroke", "M34 92h90"),
];
const PICTURES = [speech, buttons, contact, comfort];

// The picture of a step; what it shows is said in the text beside it.
export function tourPicture(step) {
  return svgElement("svg", { class: "tour-picture", viewBox: "0 0 240 120", "aria-hidden": "true", focusable: "false" }, ...PICTURES[step]());
}
