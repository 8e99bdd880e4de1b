import { searchable } from "./choseong.js";
import { button, element, icon } from "./dom.js";
import { bestTopics, prepared } from "./topic_search.js";

const MOST = 6;
const WORTH_SEARCHING = /[가-힣]|../; // a whole syllable, or two letters of any kind
const TELL_AFTER_MS = 700; // of rest, so that a screen reader is not talked over while somebody types

// The topics above the question field. They are plain buttons: an arrow key goes to the best one, Esc puts them away.
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
    this.show(this.topics && WORTH_SEARCHING.test(searchable(text)) ? bestTopics(text, this.topics, MOST) : []);
  }

  show(found) {
    const buttons = found.map(({ topic: { title, payload }, because }) => {
      const why = because ? element("span", { class: "because" }, ` ${because}`) : null;
      return button("topic", () => this.pick(title, payload), icon("ask"), element("span", {}, title), why);
    });
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
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      this.place.querySelector("button").focus(); // the best one
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
