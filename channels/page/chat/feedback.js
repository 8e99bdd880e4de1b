import { button, element, icon } from "./dom.js";

// Thumbs under an answer: one tap votes, another takes it back. `entry.vote` is {vote, reason}.
export function votes(entry, chat) {
  const place = element("div", { class: "votes", role: "group", "aria-label": chat.words.helpful, "aria-live": "off" });
  if (entry.message.id) {
    show(place, entry, chat);
  }
  return place;
}

function show(place, entry, chat) {
  const { words } = chat;
  const { vote, reason } = entry.vote ?? { vote: "none" };
  const thumb = (kind) => {
    const pressed = vote === kind;
    const made = button(`thumb thumb-${kind}`, () => cast(place, entry, chat, pressed ? "none" : kind), icon(kind), element("span", {}, words[kind]));
    made.setAttribute("aria-pressed", String(pressed));
    return made;
  };
  const row = element("div", { class: "thumbs" }, element("p", { class: "group-name" }, words.helpful), thumb("up"), thumb("down"));
  place.replaceChildren(row);
  if (vote === "down") {
    place.append(reasons(place, entry, chat, reason));
  }
  if (vote !== "none") {
    const undo = button("undo", () => cast(place, entry, chat, "none"), icon("undo"), words.undo);
    place.append(element("p", { class: "voted" }, words.voted, undo));
  }
}

function reasons(place, entry, chat, chosen) {
  const { words } = chat;
  const made = words.reasons.map((reason) => {
    const pressed = reason === chosen;
    const chip = button("chip reason", () => cast(place, entry, chat, "down", pressed ? "" : reason), reason);
    chip.setAttribute("aria-pressed", String(pressed));
    return chip;
  });
  return element(
    "div",
    { class: "reasons", role: "group", "aria-label": words.why },
    element("p", { class: "group-name" }, words.why),
    element("div", { class: "chip-row" }, ...made),
  );
}

async function cast(place, entry, chat, vote, reason = "") {
  const before = entry.vote;
  const pressed = place.getRootNode().activeElement;
  const kind = pressed?.className;
  entry.vote = { vote, reason };
  show(place, entry, chat);
  // The button that was pressed is made anew; the focus stays on its successor.
  const twin = [...place.querySelectorAll("button")].find((made) => made.className === kind && made.textContent === pressed.textContent);
  (twin ?? place.querySelector("button")).focus({ preventScroll: true });
  try {
    await chat.vote(entry.message.id, vote, reason);
    chat.announce(vote === "none" ? chat.words.unvoted : chat.words.voted);
  } catch {
    entry.vote = before;
    show(place, entry, chat);
    chat.announce(chat.words.voteFailed, { visibly: true });
  }
}
