import { strings } from "./strings.js";

// The question field: Enter sends, Shift+Enter breaks the line, what was typed is never thrown away.
export class Composer {
  constructor(form, send) {
    this.form = form;
    this.field = form.querySelector("textarea");
    this.problem = form.querySelector(".question-problem");
    this.limit = Infinity;
    this.send = send;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.onInput());
  }

  focus() {
    this.field.focus();
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
      this.tell(strings.empty);
    } else if (text.length > this.limit) {
      this.tell(strings.tooLong(text.length, this.limit));
    } else {
      this.field.value = "";
      this.onInput();
      this.send(text);
    }
    this.field.focus();
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
