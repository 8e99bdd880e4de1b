import { unbroken } from "./answer_text.js";
import { button, element, icon } from "./dom.js";
import { strings } from "./strings.js";
import { settle } from "./touch_guard.js";

// A dialog over the whole screen. The browser keeps the focus inside and closes it with Escape.
function open(kind, title, content, { role = "dialog", onclose } = {}) {
  const dialog = element(
    "dialog",
    { class: `sheet ${kind}`, role, "aria-labelledby": `${kind}-title`, "aria-describedby": `${kind}-words` },
    element("h2", { id: `${kind}-title` }, title),
    ...content,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    settle();
    onclose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  settle();
  return dialog;
}

export function closeDialogs() {
  document.querySelectorAll("dialog").forEach((dialog) => dialog.close());
}

export function crisisOpen() {
  return document.querySelector(".crisis-sheet") !== null;
}

// The number of a person, large; `call()` tells the office where it has a system for that, else null.
export function showStaff({ name, phone, hours }, call) {
  const words = element("p", { id: "staff-sheet-words", class: "words", role: "status" }, call ? "" : strings.staffHow);
  const dialog = open("staff-sheet", call ? strings.staffCallTitle : strings.staffTitle, [
    words,
    number(phone, strings.staffPhone(name), hours),
    button("primary", "close", strings.close, () => dialog.close()),
  ]);
  call?.().then((called) => {
    words.textContent = called ? strings.staffCalled : strings.staffFailed;
    dialog.querySelector("h2").textContent = called ? strings.staffCallTitle : strings.staffTitle;
  });
}

// The numbers first, as large as the screen allows; a kiosk cannot call, but somebody near can help.
export function showCrisis(text, hotlines, askStaff) {
  const lines = text.split("\n").map((line) => element("p", {}, ...unbroken(line)));
  const dialog = open(
    "crisis-sheet",
    strings.crisisTitle,
    [
      element("div", { class: "numbers" }, ...hotlines.map((line) => number(line.number, line.name, null))),
      element("div", { id: "crisis-sheet-words", class: "words" }, ...lines),
      element(
        "div",
        { class: "choices" },
        button("primary", "staff", strings.staff, askStaff),
        button("secondary", "close", strings.close, () => dialog.close()),
      ),
    ],
    { role: "alertdialog" },
  );
}

// The countdown before a left kiosk is cleared; a touch anywhere but on "done" stays.
export class IdleDialog {
  #dialog = null;

  constructor({ stay, leave }) {
    this.stay = stay;
    this.leave = leave;
  }

  show(seconds) {
    if (!this.#dialog) {
      this.#dialog = this.#open();
    }
    this.seconds.textContent = strings.idleCountdown(seconds);
  }

  hide() {
    const dialog = this.#dialog;
    this.#dialog = null;
    dialog?.close();
  }

  #open() {
    const leave = (event) => {
      event.stopPropagation();
      this.leave();
    };
    const choices = [button("primary", "done", strings.stay, this.stay), button("secondary", "home", strings.leave, leave)];
    this.seconds = element("span", { class: "countdown" });
    const words = element("p", { id: "idle-sheet-words", class: "words" }, this.seconds, ` ${strings.idleWords}`);
    const dialog = open("idle-sheet", strings.idleTitle, [words, element("div", { class: "choices" }, ...choices)], {
      role: "alertdialog",
      onclose: () => this.#dialog && this.stay(),
    });
    dialog.addEventListener("click", this.stay);
    return dialog;
  }
}

function number(digits, label, hours) {
  return element(
    "div",
    { class: "number-block" },
    label ? element("p", { class: "number-name" }, label) : null,
    element("p", { class: "number huge" }, icon("phone"), element("span", {}, digits)),
    hours ? element("p", { class: "hours" }, hours) : null,
  );
}
