import { button, element, icon } from "./dom.js";

// The question field: Enter sends, Shift+Enter breaks the line, what was typed is never thrown away.
export class Composer {
  constructor(words, send) {
    this.words = words;
    this.limit = Infinity;
    this.send = send;
    this.problem = element("p", { id: "question-problem", class: "question-problem", role: "status" });
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
    this.tell("");
    this.fit();
  }

  submit() {
    const text = this.field.value.trim();
    if (!text) {
      this.tell(this.words.empty);
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
