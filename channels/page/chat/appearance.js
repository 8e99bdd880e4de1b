import { read, write } from "./store.js";

export const THEMES = ["auto", "light", "dark", "contrast"];
export const PERCENT = [100, 125, 150];

// Letter size and colours of one chat; the tab remembers both.
export class Appearance {
  constructor(frame, theme) {
    this.frame = frame;
    this.step = Math.min(read("text-size") ?? 0, PERCENT.length - 1);
    this.theme = read("theme") ?? (THEMES.includes(theme) ? theme : "auto");
    this.queries = [matchMedia("(prefers-color-scheme: dark)"), matchMedia("(prefers-contrast: more)")];
    this.queries.forEach((query) => query.addEventListener("change", () => this.show()));
    this.show();
  }

  get percent() {
    return PERCENT[this.step];
  }

  get largest() {
    return this.step === PERCENT.length - 1;
  }

  nextSize() {
    this.setStep((this.step + 1) % PERCENT.length);
  }

  larger() {
    this.setStep(Math.min(this.step + 1, PERCENT.length - 1));
  }

  setStep(step) {
    this.step = step;
    write("text-size", step);
    this.show();
  }

  setTheme(theme) {
    this.theme = theme;
    write("theme", theme);
    this.show();
  }

  show() {
    const [dark, contrast] = this.queries.map((query) => query.matches);
    const asked = contrast ? "contrast" : dark ? "dark" : "light";
    this.frame.dataset.theme = this.theme === "auto" ? asked : this.theme;
    this.frame.dataset.textSize = String(this.percent);
  }
}
