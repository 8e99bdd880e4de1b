import { koreanDate } from "./cards.js";
import { button, element, icon } from "./dom.js";

// Copy, share and print one answer.
export function answerTools(message, card, chat) {
  const { words } = chat;
  const tool = (name, act) => button(`answer-tool tool-${name}`, act, icon(name), element("span", {}, words[name === "print" ? "printOne" : name]));
  const tools = [
    tool("copy", async () => {
      const copied = await copy(plainText(message, words), card);
      chat.announce(copied ? words.copied : words.copyFailed, { visibly: true });
    }),
    navigator.share ? tool("share", () => share(message, words)) : null,
    tool("print", () => chat.print(card)),
  ];
  return element("div", { class: "answer-tools", role: "group", "aria-label": words.answerTools, "aria-live": "off" }, ...tools);
}

// The answer with everything that makes it trustworthy, for a message or a note.
export function plainText(message, words) {
  const { title, facet, facet_label: label, department, source, checked } = message;
  const lines = [
    label && facet !== "summary" ? `${title} - ${label}` : title,
    message.text,
    "",
    department ? `${words.department}: ${[department.name, department.phone].filter(Boolean).join(" ")}` : null,
    source ? `${words.source}: ${source}` : null,
    checked ? `${words.checked}: ${koreanDate(checked)}` : null,
  ];
  return lines.filter((line) => line !== null && line !== undefined).join("\n").trim();
}

async function share(message, words) {
  try {
    await navigator.share({ title: message.title, text: plainText(message, words) });
  } catch {
    // The resident closed the sheet.
  }
}

async function copy(text, card) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOnPlainAddress(text, card);
  }
}

// The clipboard's own interface is there only on https; an office address may not be.
function copyOnPlainAddress(text, card) {
  const root = card.getRootNode();
  const before = root.activeElement;
  const field = element("textarea", { class: "for-ears", "aria-hidden": "true", tabindex: "-1" });
  field.value = text;
  card.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
