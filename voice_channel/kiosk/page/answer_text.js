import { element } from "./dom.js";

const BULLET = /^\s*[-•*]\s+(.*)$/;
const NUMBERED = /^\s*(\d{1,2})[.)]\s+(.*)$/;
const SENTENCE_END = /(?<=[.?!])\s+/;

// The text in pieces that stand alone: {kind: "step" | "item" | "line", number, text}.
export function pieces(text) {
  return String(text ?? "")
    .split("\n")
    .filter((line) => line.trim())
    .flatMap((line) => {
      const numbered = NUMBERED.exec(line);
      const bullet = BULLET.exec(line);
      if (numbered) {
        return [{ kind: "step", number: numbered[1], text: numbered[2] }];
      }
      if (bullet) {
        return [{ kind: "item", text: bullet[1] }];
      }
      return line.trim().split(SENTENCE_END).map((sentence) => ({ kind: "line", text: sentence }));
    });
}

export function pieceElement({ kind, number, text }) {
  if (kind === "step") {
    return element("p", { class: "step" }, element("span", { class: "step-number" }, number), element("span", {}, ...unbroken(text)));
  }
  return element("p", { class: kind }, ...unbroken(text));
}

const NUMBER = /(?<![\d,.-])(?:0\d{1,2}-\d{3,4}(?:-\d{4})?|1\d{3}-\d{4}|1\d{2,3})(?![\d-])/g;

// Whom to call, {name, number}, the first one first: as the message says, else the numbers in its text.
export function hotlines({ hotlines: named, text }) {
  const found = [...new Set(String(text).match(NUMBER))];
  return named?.length ? named : found.map((number) => ({ number }));
}

const BROKEN_AT_HYPHENS = /(\d+(?:-\d+)+)/;

// The text with its telephone numbers whole: none is broken at the end of a line.
export function unbroken(text) {
  const parts = text.split(BROKEN_AT_HYPHENS);
  return parts.map((part, place) => (place % 2 ? element("span", { class: "telephone" }, part) : part));
}
