import { button, element, icon, svgElement } from "./dom.js";

// The parts of the chat, put together: a top with tools, what scrolls, and the place of the question field.
export function buildFrame(words, { page, focusQuestion, close }) {
  const live = { role: "status" };
  const parts = {
    name: element(page ? "h1" : "h2", { class: "name" }, words.name),
    tools: element("div", { class: "tools" }),
    sheet: element("div", { class: "sheet", hidden: true }),
    tour: element("div", { class: "tour", hidden: true }),
    greeting: element(page ? "h2" : "h3", { class: "greeting" }, words.greeting),
    welcomeContent: element("div", {}),
    log: element("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": words.log }),
    progress: element("p", { class: "progress", ...live }),
    connection: element("p", { class: "connection", ...live }),
    announcement: element("p", { class: "announcement", ...live }),
  };
  const skip = button("skip-link", focusQuestion, words.skip);
  const closing = page ? null : button("tool close", close, icon("close"), element("span", { class: "for-ears" }, words.close));
  const top = element(
    page ? "header" : "div",
    { class: "top" },
    skip,
    element("div", { class: "top-inner" }, mark(), element("div", { class: "top-names" }, parts.name, element("p", { class: "promise" }, words.promise)), closing, parts.tools),
    parts.sheet,
  );
  parts.welcome = element("section", { class: "welcome", "aria-label": words.welcome }, parts.greeting, parts.tour, parts.welcomeContent);
  const talk = element("section", { class: "talk", "aria-label": words.talk }, parts.log, parts.progress, parts.connection);
  parts.layout = element("div", { class: "layout empty" }, parts.welcome, talk);
  parts.scroll = element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.scroll }, parts.layout);
  parts.body = element(page ? "main" : "div", { class: "body" }, parts.scroll);
  const chat = element("div", { class: "chat" }, top, parts.body, parts.announcement);
  parts.frame = element("div", { class: "frame", lang: "ko" }, chat);
  return parts;
}

export function mark() {
  const bubble = "M9 12.5A3.5 3.5 0 0 1 12.5 9h15a3.5 3.5 0 0 1 3.5 3.5v10a3.5 3.5 0 0 1-3.5 3.5H20l-6.5 5.5V26h-1A3.5 3.5 0 0 1 9 22.5Z";
  return svgElement(
    "svg",
    { class: "mark", viewBox: "0 0 40 40", "aria-hidden": "true", focusable: "false" },
    svgElement("rect", { class: "mark-ground", width: 40, height: 40, rx: 11 }),
    svgElement("path", { class: "mark-bubble", d: bubble }),
    svgElement("path", { class: "mark-lines", d: "M14.5 15.5h11M14.5 20h7" }),
  );
}
