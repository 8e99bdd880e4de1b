import { pieceElement, pieces, unbroken } from "./answer_text.js";
import { qrAddress } from "./api.js";
import { button, element, icon } from "./dom.js";
import { Pager } from "./pager.js";
import { strings } from "./strings.js";

const NONE_OF_THESE = "/none_of_these";
const MOST_CODED = 220; // characters: a finer code is too much for an old phone

// A screen is {name, element, heading, pagers}; `heading` takes the focus, `pagers` are laid out when shown.
function screen(name, heading, ...content) {
  heading.tabIndex = -1;
  const pagers = content.filter((part) => part instanceof Pager);
  const parts = content.map((part) => (part instanceof Pager ? part.element : part)).filter(Boolean);
  return { name, heading, pagers, element: element("div", { class: `${name}-screen` }, heading, ...parts) };
}

export function homeScreen(domains, openDomain) {
  const tiles = domains.map(({ id, title }) => button("tile", id, title, () => openDomain(id)));
  return screen("home", element("h2", { class: "lead" }, strings.domains), new Pager(tiles, { className: "grid tiles" }));
}

// All topics of a domain: the way for who does not want to speak.
export function topicsScreen({ title, topics }, choose) {
  const blocks = topics.map((topic) => button("choice", null, topic.title, () => choose(topic.payload)));
  return screen("topics", element("h2", { class: "lead" }, strings.topics(title)), new Pager(blocks, { className: "grid" }));
}

export function candidatesScreen(message, { asked, notes, choose }) {
  const [question, ...rest] = String(message.text ?? "").split("\n");
  const heading = element("h2", { class: "lead" }, question || strings.chooseOne);
  const blocks = (message.candidates ?? []).map(({ title, payload }, place) =>
    payload === NONE_OF_THESE
      ? button("choice none", "close", title, () => choose(payload))
      : numbered(place + 1, title, () => choose(payload)),
  );
  const chips = (message.chips ?? []).map(({ title, payload }) => button("choice", null, title, () => choose(payload)));
  const help = element("p", { class: "help" }, ...unbroken(rest.join(" ")));
  return screen("candidates", heading, said(asked), noted(notes), new Pager([...blocks, ...chips]), help);
}

// The bot did not understand: the domains, and a person.
export function lostScreen(message, { asked, notes, domains, openDomain, askStaff }) {
  const [sentence, ...rest] = String(message.text ?? "").split("\n");
  const tiles = domains.map(({ id, title }) => button("choice", id, title, () => openDomain(id)));
  const person = button("choice person", "staff", strings.staff, askStaff);
  const help = element("p", { class: "help" }, ...unbroken(rest.join(" ")));
  const heading = element("h2", { class: "lead" }, sentence);
  return screen("topics", heading, said(asked), noted(notes), new Pager([person, ...tiles], { className: "grid" }), help);
}

// One answer (or any other words of the bot) with what can be done next.
export function answerScreen(message, { asked, notes, facetName, choose, again, take, next, openMore }) {
  const all = pieces(message.text);
  const blocks = all.map(pieceElement);
  const steps = all.filter((piece) => piece.kind === "step");
  const stepwise = message.facet === "how" && steps.length > 1;
  const pager = stepwise ? stepPager(all, blocks) : new Pager(blocks);
  const heading = element(
    "h2",
    { class: "title" },
    element("span", {}, message.title || strings.answer),
    facetName ? element("span", { class: "facet" }, facetName) : null,
  );
  heading.classList.toggle("for-ears", !message.title);
  const card = element("article", { class: `card type-${message.type}` }, heading, pager.element, contact(message));
  const made = screen("answer", heading, said(asked), noted(notes), card, more(message, { choose, again, take, next, openMore }));
  card.prepend(heading);
  return { ...made, pagers: [pager] };
}

// What else can be asked, where the letters are too large to show it beside the answer.
export function moreScreen(message, choose) {
  const choices = [...(message.chips ?? []), ...(message.candidates ?? [])];
  const blocks = choices.map(({ title, payload }) => button("choice", null, title, () => choose(payload)));
  return screen("topics", element("h2", { class: "lead" }, message.title || strings.browse), new Pager(blocks, { className: "grid" }));
}

// Each step on a page of its own; what comes after the last step follows on pages of its own.
function stepPager(all, blocks) {
  const firstStep = all.findIndex((piece) => piece.kind === "step");
  const steps = blocks.filter((_, place) => all[place].kind === "step");
  const notes = blocks.find((_, place) => place > firstStep && all[place].kind !== "step");
  const label = (place, pages) => (place <= steps.length ? strings.steps(place, steps.length) : strings.pages(place, pages));
  return new Pager(blocks, { className: "steps", groups: new Set([...steps, notes]), label });
}

function more(message, { choose, again, take, next, openMore }) {
  const chips = (message.chips ?? []).map(({ title, payload }) => button("chip", null, title, () => choose(payload)));
  const nextBest = (message.candidates ?? []).map(({ title, payload }, place) => numbered(place + 1, title, () => choose(payload)));
  const actions = [
    next ? button("action next-answer", "next", strings.nextAnswer(next.title), next.open) : null,
    button("action", "again", strings.again, again),
    take ? button("action", "take", strings.take, take) : null,
    chips.length + nextBest.length ? button("action open-more", "next", strings.more, openMore) : null,
  ].filter(Boolean);
  return element(
    "aside",
    { class: "more" },
    group(message.prompt || strings.chooseOne, "next-best", nextBest),
    group(message.type === "answer" ? strings.more : strings.browse, "chips", chips),
    element("div", { class: "actions" }, ...actions),
  );
}

export function takeScreen(message, facetName, webAddress) {
  const heading = element("h2", { class: "lead" }, strings.takeTitle);
  const code = element("img", { class: "qr", src: qrAddress(takeText(message, facetName, webAddress)), alt: strings.qr });
  const facts = [
    [strings.department, [message.department?.name, message.department?.phone].filter(Boolean).join(" ")],
    [strings.checked, message.checked && strings.date(message.checked)],
    [strings.source, message.source],
  ].filter(([, value]) => value);
  const blocks = [
    element("p", { class: "take-title" }, [message.title, facetName].filter(Boolean).join(" · ")),
    element("p", { class: "take-how" }, strings.takeHow),
    ...facts.map(([name, value]) => element("p", {}, ...unbroken(`${name}: ${value}`))),
  ];
  return screen("take", heading, code, new Pager(blocks));
}

function takeText({ title, text, department }, facetName, webAddress) {
  const who = department ? `${strings.department} ${department.name} ${department.phone ?? ""}`.trim() : "";
  const ending = [who, webAddress].filter(Boolean).join("\n");
  const head = [title, facetName].filter(Boolean).join(" · ");
  const room = MOST_CODED - ending.length - head.length - 3;
  const body = text.length > room ? `${text.slice(0, room - 1).trimEnd()}…` : text;
  return [head, body, ending].filter(Boolean).join("\n");
}

function numbered(place, title, onclick) {
  return element(
    "button",
    { type: "button", class: "choice", onclick },
    element("span", { class: "choice-number" }, strings.number(place)),
    element("span", {}, title),
  );
}

function said(asked) {
  return asked ? element("p", { class: "asked" }, strings.asked(asked)) : null;
}

function noted(notes) {
  return notes.length ? element("p", { class: "noted" }, ...unbroken(notes.join(" "))) : null;
}

function contact({ department, type }) {
  if (!department) {
    return null;
  }
  const name = type === "answer" ? `${strings.department} ${department.name}` : department.name;
  const number = department.phone ? element("span", { class: "contact-number" }, icon("phone"), department.phone) : null;
  return element("p", { class: "contact" }, element("span", {}, name), number);
}

function group(title, kind, buttons) {
  if (!buttons.length) {
    return null;
  }
  return element(
    "div",
    { class: `group ${kind}`, role: "group", "aria-label": title },
    element("p", { class: "group-name", "aria-hidden": "true" }, title),
    element("div", { class: "buttons" }, ...buttons),
  );
}
