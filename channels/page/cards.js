import { element, forEars, icon, phoneLink, webLink } from "./dom.js";
import { richText } from "./rich_text.js";
import { strings } from "./strings.js";

const SENDS_TO_A_NUMBER = new Set(["crisis", "handoff", "out_of_scope"]);

// One message of the resident.
export function userMessage(text) {
  const said = element("p", { class: "said" }, forEars(`${strings.you}: `), text);
  const delivery = element("div", { class: "delivery" });
  return element("div", { class: "message from-user" }, said, delivery);
}

// One message of the bot as a card; `choose(title, payload)` is called when a button is pressed.
export function botMessage(message, choose) {
  const kind = String(message.type || "notice").replace(/[^a-z_]/g, "");
  const phones = numbersIn(message);
  const calls = SENDS_TO_A_NUMBER.has(kind) ? callButtons(message, phones) : null;
  return element(
    "article",
    { class: `message from-bot type-${kind}` },
    heading(message),
    kind === "crisis" ? calls : null,
    element("div", { class: "answer-text" }, ...richText(message.text ?? "", phones)),
    kind === "crisis" ? null : calls,
    calls ? null : facts(message),
    siteLinks(message.links),
    candidates(message, choose),
    chips(message, choose),
  );
}

function heading(message) {
  if (!message.title) {
    return element("p", { class: "for-ears" }, `${strings.bot}: `);
  }
  const facet = message.facet === "summary" ? null : message.facet_label;
  const label = facet ? element("span", { class: "facet" }, facet) : null;
  return element("h2", { class: "card-title" }, forEars(`${strings.bot}: `), element("span", {}, message.title), label);
}

function numbersIn(message) {
  const own = message.department?.phone ? [message.department.phone] : [];
  return [...new Set([...own, ...(message.phones ?? [])])];
}

function callButtons(message, phones) {
  const names = new Map(message.department ? [[message.department.phone, message.department.name]] : []);
  const buttons = phones.map((number) =>
    phoneLink(
      number,
      { class: "call", "aria-label": names.has(number) ? strings.callNamed(names.get(number), number) : strings.call(number) },
      icon("phone"),
      element("span", { class: "call-number" }, number),
      element("span", { class: "call-name" }, names.get(number) ?? strings.callShort),
    ),
  );
  return buttons.length ? element("div", { class: "calls" }, ...buttons) : null;
}

function facts(message) {
  const rows = [];
  if (message.department) {
    const { name, phone } = message.department;
    const number = phone
      ? phoneLink(phone, { class: "dial", "aria-label": strings.callNamed(name, phone) }, icon("phone"), phone)
      : null;
    rows.push(row("department", strings.department, name, number));
  }
  if (message.source) {
    rows.push(row("source", strings.source, message.source));
  }
  if (message.checked) {
    const day = element("time", { datetime: message.checked }, koreanDate(message.checked));
    rows.push(row("checked", strings.checked, day));
  }
  return rows.length ? element("dl", { class: "facts" }, ...rows) : null;
}

function row(kind, label, ...values) {
  return element("div", { class: `fact fact-${kind}` }, element("dt", {}, label), element("dd", {}, ...values));
}

function koreanDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return year && month && day ? `${year}년 ${month}월 ${day}일` : iso;
}

function siteLinks(links) {
  const shown = (links ?? [])
    .map(({ title, url }) => webLink(title, url, { class: "site" }, icon("external"), forEars(` (${strings.newWindow})`)))
    .filter(Boolean);
  if (!shown.length) {
    return null;
  }
  return element(
    "div",
    { class: "sites" },
    element("p", { class: "group-name" }, strings.links),
    element("ul", { class: "site-list" }, ...shown.map((link) => element("li", {}, link))),
  );
}

function candidates(message, choose) {
  const prompt = message.prompt || null;
  const buttons = (message.candidates ?? []).map(({ title, payload }) =>
    element(
      "button",
      { type: "button", class: "candidate", onclick: () => choose(title, payload) },
      element("span", {}, title),
      icon("next"),
    ),
  );
  if (!buttons.length) {
    return null;
  }
  return element(
    "div",
    { class: "candidates", role: "group", "aria-label": prompt ?? strings.chooseOne },
    prompt ? element("p", { class: "group-name" }, prompt) : null,
    ...buttons,
  );
}

// Buttons for more are not read out with the answer: they are there when wanted, and the answer stays short.
function chips(message, choose) {
  const label = message.type === "answer" ? strings.otherFacets : strings.browse;
  const buttons = (message.chips ?? []).map(({ title, payload }) =>
    element("button", { type: "button", class: "chip", onclick: () => choose(title, payload) }, title),
  );
  if (!buttons.length) {
    return null;
  }
  return element(
    "div",
    { class: "chips", role: "group", "aria-label": label, "aria-live": "off" },
    element("p", { class: "group-name" }, label),
    element("div", { class: "chip-row" }, ...buttons),
  );
}
