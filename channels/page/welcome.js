import { element, icon, phoneLink } from "./dom.js";
import { strings } from "./strings.js";

const DOMAIN_ICONS = new Set([
  "general", "civil", "environment", "traffic", "welfare", "urban", "culture", "economy", "education", "safety",
]);

// What is offered before the first question, and stays: example questions, domains, a number to call.
export function welcomeContent(start, choose) {
  return [suggestions(start.suggestions, choose), domains(start.domains, choose), callCenter(start.call_center)];
}

export function startTrouble(retry) {
  return element(
    "div",
    { class: "start-trouble" },
    element("p", {}, strings.startFailed),
    element("button", { type: "button", class: "chip", onclick: retry }, strings.startAgain),
  );
}

function suggestions(list, choose) {
  const buttons = list.map(({ title, payload }) =>
    element("li", {}, element("button", { type: "button", class: "suggestion", onclick: () => choose(title, payload) },
      icon("ask"), element("span", {}, title))),
  );
  return group(strings.suggestions, "suggestions", element("ul", { class: "suggestion-list" }, ...buttons));
}

function domains(list, choose) {
  const tiles = list.map(({ id, title, payload }) =>
    element("li", {}, element("button", { type: "button", class: "tile", onclick: () => choose(title, payload) },
      icon(DOMAIN_ICONS.has(id) ? id : "general"), element("span", {}, title))),
  );
  return group(strings.domains, "domains", element("ul", { class: "tile-list" }, ...tiles));
}

function callCenter({ name, phone, hours }) {
  return element(
    "p",
    { class: "call-center" },
    element("span", {}, strings.callCenter(name, hours)),
    phoneLink(phone, { class: "dial", "aria-label": strings.callNamed(name, phone) }, icon("phone"), phone),
  );
}

function group(title, kind, content) {
  return element("div", { class: kind }, element("h3", { class: "group-name" }, title), content);
}
