import { readTextSize, writeTextSize } from "./store.js";
import { strings } from "./strings.js";

const PERCENT = [100, 125, 150];

// The "글씨 크게" button: two steps up, then back to normal.
export class TextSize {
  constructor(label, announce) {
    this.label = label;
    this.announce = announce;
    this.show(Math.min(readTextSize(), PERCENT.length - 1));
  }

  next() {
    this.change((this.step + 1) % PERCENT.length);
  }

  larger() {
    this.change(Math.min(this.step + 1, PERCENT.length - 1));
  }

  change(step) {
    this.show(step);
    writeTextSize(step);
    this.announce(strings.textSize(PERCENT[step]));
  }

  show(step) {
    this.step = step;
    document.documentElement.dataset.textSize = String(PERCENT[step]);
    this.label.textContent = step === PERCENT.length - 1 ? strings.textNormal : strings.textLarger;
  }
}
