import { button, element, icon, phoneLink } from "./dom.js";
import { ICONS } from "./icons.js";

// What is offered before the first question, and stays: example questions, domains, a number to call.
export function welcomeContent(start, { words, heading, choose }) {
  const group = (title, kind, content) =>
    element("div", { class: kind }, element(`h${heading + 2}`, { class: "group-name" }, title), content);
  const suggestions = start.suggestions.map(({ title, payload }) =>
    element("li", {}, button("suggestion", () => choose(title, payload), icon("ask"), element("span", {}, title))),
  );
  const tiles = start.domains.map(({ id, title, payload }) =>
    element("li", {}, button("tile", () => choose(title, payload), icon(id in ICONS ? id : "general"), element("span", {}, title))),
  );
  return [
    group(words.suggestions, "suggestions", element("ul", { class: "suggestion-list" }, ...suggestions)),
    group(words.domains, "domains", element("ul", { class: "tile-list" }, ...tiles)),
    callCenter(start.call_center, words),
  ];
}

export function startTrouble(words, retry) {
  return element("div", { class: "start-trouble" }, element("p", {}, words.startFailed), button("chip", retry, words.startAgain));
}

function callCenter({ name, phone, hours }, words) {
  return element(
    "p",
    { class: "call-center" },
    element("span", {}, words.callCenter(name, hours)),
    phoneLink(phone, { class: "dial", "aria-label": words.callNamed(name, phone) }, icon("phone"), phone),
  );
}
