import { bestTopics, prepared, searchable } from "./choseong.js";
import { button, element, icon } from "./dom.js";

const MOST = 5;
const LEAST_TYPED = 2; // letters
const TELL_AFTER_MS = 700; // of rest, so that a screen reader is not talked over while somebody types

// The topics above the question field. They are plain buttons: the up arrow goes to them, Esc puts them away.
export class Completion {
  constructor(place, status, field, { words, load, choose }) {
    Object.assign(this, { place, status, field, words, load, choose });
    this.topics = null;
    field.addEventListener("focus", () => this.prepare());
    field.addEventListener("input", () => this.update());
    field.addEventListener("keydown", (event) => this.onFieldKey(event));
    place.addEventListener("keydown", (event) => this.onListKey(event));
  }

  get open() {
    return !this.place.hidden;
  }

  async prepare() {
    if (this.topics) {
      return;
    }
    try {
      this.topics = prepared((await this.load()).topics);
      this.update();
    } catch {
      // Without the list there is nothing to complete; asking works all the same.
    }
  }

  update() {
    const text = this.field.value;
    const long = searchable(text).length >= LEAST_TYPED;
    this.show(long && this.topics ? bestTopics(text, this.topics, MOST) : []);
  }

  show(topics) {
    const buttons = topics.map(({ title, payload }) => button("topic", () => this.pick(title, payload), icon("ask"), element("span", {}, title)));
    this.place.replaceChildren(...(buttons.length ? [element("p", { class: "group-name" }, this.words.topics), ...buttons] : []));
    this.place.hidden = !buttons.length;
    clearTimeout(this.telling);
    this.status.textContent = "";
    if (buttons.length) {
      this.telling = setTimeout(() => {
        this.status.textContent = this.words.topicsFound(buttons.length);
      }, TELL_AFTER_MS);
    }
  }

  close() {
    this.show([]);
  }

  pick(title, payload) {
    this.field.value = "";
    this.field.dispatchEvent(new Event("input"));
    this.field.focus();
    this.choose(title, payload);
  }

  onFieldKey(event) {
    if (!this.open || event.isComposing) {
      return;
    }
    if (event.key === "ArrowUp") {
      event.preventDefault();
      [...this.place.querySelectorAll("button")].at(-1).focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    }
  }

  onListKey(event) {
    const buttons = [...this.place.querySelectorAll("button")];
    const at = buttons.indexOf(event.target);
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      this.field.focus();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      (buttons[Math.max(0, at + (event.key === "ArrowUp" ? -1 : 1))] ?? this.field).focus();
    }
  }
}
