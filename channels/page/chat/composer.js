import { button, element, icon } from "./dom.js";

const JUST_SENT_MS = 1000; // a second Enter of the same press is no empty question
const NEAR_LIMIT = 0.9;

// The question field: Enter sends, Shift+Enter breaks the line, what was typed is never thrown away.
export class Composer {
  constructor(words, send) {
    this.words = words;
    this.limit = Infinity;
    this.sentAt = -Infinity;
    this.send = send;
    this.problem = element("p", { id: "question-problem", class: "question-problem", role: "status" });
    this.count = element("p", { class: "question-count" });
    this.status = element("p", { class: "for-ears", role: "status" });
    this.topics = element("div", { class: "topics", role: "group", "aria-label": words.topics, hidden: true });
    this.notice = element("div", { class: "microphone-notice", hidden: true });
    this.field = element("textarea", {
      id: "question", rows: "1", autocomplete: "off", enterkeyhint: "send",
      placeholder: words.placeholder, "aria-describedby": "question-help question-problem",
    });
    this.microphone = button("microphone", null, icon("mic"));
    this.microphone.hidden = true;
    this.form = this.build();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.onInput());
  }

  build() {
    const { words } = this;
    const send = element("button", { type: "submit", class: "send" }, icon("send"), element("span", {}, words.send));
    const help = element("p", { id: "question-help", class: "question-help" }, words.personal, element("span", { class: "keys" }, ` ${words.keys}`));
    return element(
      "form",
      { class: "composer", novalidate: true },
      this.topics,
      this.notice,
      element("label", { for: "question", class: "composer-label" }, words.question),
      element("div", { class: "composer-row" }, this.field, this.microphone, send),
      this.count,
      this.problem,
      help,
      this.status,
    );
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  onKey(event) {
    // While a syllable is being composed, Enter belongs to the Korean input method.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.submit();
    }
  }

  onInput() {
    const { length } = this.field.value.trim();
    this.count.textContent = length > this.limit * NEAR_LIMIT ? this.words.count(length, this.limit) : "";
    this.tell("");
    this.fit();
  }

  // A question is on its way, typed here or chosen elsewhere: nothing is wrong any more.
  sent() {
    this.sentAt = performance.now();
    this.tell("");
  }

  submit() {
    const text = this.field.value.trim();
    if (!text) {
      if (performance.now() - this.sentAt > JUST_SENT_MS) {
        this.tell(this.words.empty);
      }
    } else if (text.length > this.limit) {
      this.tell(this.words.tooLong(text.length, this.limit));
    } else {
      this.field.value = "";
      this.field.dispatchEvent(new Event("input"));
      this.send(text);
    }
    this.focus();
  }

  tell(problem) {
    this.problem.textContent = problem;
    if (problem) {
      this.field.setAttribute("aria-invalid", "true");
    } else {
      this.field.removeAttribute("aria-invalid");
    }
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }
}
