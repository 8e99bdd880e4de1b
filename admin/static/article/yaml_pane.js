// The YAML beside its line numbers; lines with mistakes are marked.
import { byId, element } from "../dom.js";

export class YamlPane {
  constructor(onInput) {
    this.area = byId("yaml");
    this.gutter = byId("gutter");
    this.wrong = new Set();
    this.area.addEventListener("input", () => {
      this.#number();
      onInput();
    });
    this.area.addEventListener("scroll", () => {
      this.gutter.scrollTop = this.area.scrollTop;
    });
    this.area.addEventListener("keydown", (event) => this.#spaces(event));
  }

  get text() {
    return this.area.value;
  }

  show(text) {
    if (this.area.value === text) return;
    const { scrollTop, selectionStart } = this.area;
    this.area.value = text;
    this.area.scrollTop = scrollTop;
    this.area.setSelectionRange(selectionStart, selectionStart);
    this.#number();
  }

  mark(problems) {
    this.wrong = new Set(problems.filter((problem) => problem.level === "error").map((problem) => problem.line));
    this.#number();
  }

  goTo(line) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    const height = Number.parseFloat(getComputedStyle(this.area).lineHeight);
    this.area.scrollTop = Math.max(0, (line - 4) * height);
  }

  #number() {
    const count = this.area.value.split("\n").length;
    const parts = [];
    for (let line = 1; line <= count; line += 1) {
      parts.push(this.wrong.has(line) ? element("span", { class: "wrong" }, String(line)) : String(line), "\n");
    }
    this.gutter.replaceChildren(...parts);
    this.gutter.scrollTop = this.area.scrollTop;
  }

  // A tab would break the YAML, so the key writes two spaces; Escape first lets it leave the field.
  #spaces(event) {
    if (event.key === "Escape") this.leaving = true;
    else if (event.key === "Tab" && !event.shiftKey && !this.leaving && !this.area.readOnly) {
      event.preventDefault();
      this.area.setRangeText("  ", this.area.selectionStart, this.area.selectionEnd, "end");
      this.area.dispatchEvent(new Event("input"));
    } else if (event.key !== "Tab") this.leaving = false;
  }
}
