import { answerTools } from "./answer_tools.js";
import { button, element, forEars, icon, phoneLink, webLink } from "./dom.js";
import { votes } from "./feedback.js";
import { folded } from "./folding.js";
import { richText } from "./rich_text.js";

const SENDS_TO_A_NUMBER = new Set(["crisis", "handoff", "out_of_scope"]);

// One message of the resident.
export function userMessage(text, words) {
  const said = element("p", { class: "said" }, forEars(`${words.you}: `), element("span", { class: "said-text" }, text));
  return element("div", { class: "message from-user" }, said, element("div", { class: "delivery" }));
}

// One message of the bot as a card. `chat` is {words, heading, choose, announce, vote, print}.
export function botMessage(entry, chat) {
  const { message } = entry;
  const kind = String(message.type || "notice").replace(/[^a-z_]/g, "");
  const phones = numbersIn(message);
  const calls = SENDS_TO_A_NUMBER.has(kind) ? callButtons(message, phones, chat.words) : null;
  const text = richText(message.text ?? "", phones, chat.words.newWindow);
  const card = element(
    "article",
    { class: `message from-bot type-${kind}` },
    heading(message, chat),
    kind === "crisis" ? calls : null,
    element("div", { class: "answer-text" }, ...folded(text, chat.words)),
    kind === "crisis" ? null : calls,
    places(message.places, chat.words),
    calls ? null : facts(message, chat.words),
    siteLinks(message.links, chat.words),
    candidates(message, chat),
    chips(message, chat),
  );
  if (kind === "answer") {
    card.append(element("div", { class: "card-foot" }, votes(entry, chat), answerTools(message, card, chat)));
  }
  return card;
}

function heading(message, { words, heading: level }) {
  if (!message.title) {
    return element("p", { class: "for-ears" }, `${words.bot}: `);
  }
  const facet = message.facet === "summary" ? null : message.facet_label;
  const label = facet ? element("span", { class: "facet" }, facet) : null;
  return element(`h${level + 1}`, { class: "card-title" }, forEars(`${words.bot}: `), element("span", {}, message.title), label);
}

function numbersIn(message) {
  const own = message.department?.phone ? [message.department.phone] : [];
  return [...new Set([...own, ...(message.phones ?? [])])];
}

function callButtons(message, phones, words) {
  const names = new Map((message.hotlines ?? []).map(({ number, name }) => [number, name]));
  if (message.department) {
    names.set(message.department.phone, message.department.name);
  }
  const buttons = phones.map((number) =>
    phoneLink(
      number,
      { class: "call", "aria-label": words.callNamed(number, names.get(number) ?? "") },
      icon("phone"),
      element("span", { class: "call-number" }, number),
      element("span", { class: "call-name" }, names.get(number) ?? words.callShort),
    ),
  );
  return buttons.length ? element("div", { class: "calls" }, ...buttons) : null;
}

function facts(message, words) {
  const rows = [];
  if (message.department) {
    const { name, phone } = message.department;
    const number = phone
      ? phoneLink(phone, { class: "dial", "aria-label": words.callNamed(name, phone) }, icon("phone"), phone)
      : null;
    rows.push(row("department", words.department, name, number));
  }
  if (message.source) {
    rows.push(row("source", words.source, message.source));
  }
  if (message.checked) {
    const day = element("time", { datetime: message.checked }, koreanDate(message.checked));
    rows.push(row("checked", words.checked, day));
  }
  return rows.length ? element("dl", { class: "facts" }, ...rows) : null;
}

function row(kind, label, ...values) {
  return element("div", { class: `fact fact-${kind}` }, element("dt", {}, label), element("dd", {}, ...values));
}

export function koreanDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return year && month && day ? `${year}년 ${month}월 ${day}일` : iso;
}

// Places are told in words; a map is only ever a link beside them.
function places(list, words) {
  const items = (list ?? []).map((place) =>
    element(
      "li",
      { class: "place" },
      icon("pin"),
      element(
        "div",
        {},
        element("p", { class: "place-name" }, place.name ?? place.title ?? ""),
        place.address ? element("p", {}, place.address) : null,
        place.hours ? element("p", {}, place.hours) : null,
        place.phone ? phoneLink(place.phone, { class: "dial", "aria-label": words.callNamed(place.name, place.phone) }, icon("phone"), place.phone) : null,
        place.url ? webLink(words.map, place.url, { class: "inline-link" }, forEars(` ${place.name} (${words.newWindow})`)) : null,
      ),
    ),
  );
  return items.length ? named("places", words.places, element("ul", { class: "place-list" }, ...items)) : null;
}

function siteLinks(links, words) {
  const shown = (links ?? [])
    .map(({ title, url }) => webLink(title, url, { class: "site" }, icon("external"), forEars(` (${words.newWindow})`)))
    .filter(Boolean);
  return shown.length
    ? named("sites", words.links, element("ul", { class: "site-list" }, ...shown.map((link) => element("li", {}, link))))
    : null;
}

function named(kind, name, content) {
  return element("div", { class: kind }, element("p", { class: "group-name" }, name), content);
}

function candidates(message, { words, choose }) {
  const prompt = message.prompt || null;
  const buttons = (message.candidates ?? []).map(({ title, payload }) =>
    button("candidate", () => choose(title, payload), element("span", {}, title), icon("next")),
  );
  if (!buttons.length) {
    return null;
  }
  return element(
    "div",
    { class: "candidates", role: "group", "aria-label": prompt ?? words.chooseOne },
    prompt ? element("p", { class: "group-name" }, prompt) : null,
    ...buttons,
  );
}

// Buttons for more are not read out with the answer: they are there when wanted, and the answer stays short.
function chips(message, { words, choose }) {
  const label = message.type === "answer" ? words.otherFacets : words.browse;
  const buttons = (message.chips ?? []).map(({ title, payload }) => button("chip", () => choose(title, payload), title));
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
