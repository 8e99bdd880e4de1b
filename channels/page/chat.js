import { botMessage, userMessage } from "./cards.js";
import { Composer } from "./composer.js";
import { element } from "./dom.js";
import { Outbox } from "./outbox.js";
import { Conversation, newToken } from "./store.js";
import { strings } from "./strings.js";
import { TextSize } from "./text_size.js";
import { fetchStart, sendMessage } from "./transport.js";
import { startTrouble, welcomeContent } from "./welcome.js";

const SHOW_PROGRESS_AFTER_MS = 300;

const byId = (id) => document.getElementById(id);
const log = byId("log");
const conversation = new Conversation();
const shown = new Map(); // message id: its element
let progressTimer = 0;

const announce = (text) => {
  byId("announcement").textContent = text;
};
const textSize = new TextSize(byId("text-size-label"), announce);
const composer = new Composer(byId("composer"), (text) => ask(text, text));

const outbox = new Outbox((entry) => sendMessage(conversation.sender, entry.payload, entry.id), {
  sending: (entry) => {
    setState(entry, "sending");
    showProgress();
  },
  answered: (entry, messages) => {
    setState(entry, "sent");
    messages.forEach(addBotMessage);
    bringToTop(shown.get(entry.id));
    tellConnection("");
  },
  failed: (entry, sentence) => {
    setState(entry, "failed", sentence);
    tellConnection(navigator.onLine ? sentence || strings.unreachable : strings.offline);
  },
  refused: (entry, sentence) => {
    setState(entry, "sent");
    addBotMessage({ type: "notice", text: sentence || strings.refused });
  },
  idle: hideProgress,
});

// Send `payload` as the resident's message and show it as `title`.
function ask(title, payload) {
  const entry = { kind: "user", id: newToken(), text: title, payload, state: "queued" };
  conversation.add(entry);
  showUserMessage(entry);
  bringToTop(shown.get(entry.id));
  outbox.add(entry);
}

function addBotMessage(message) {
  conversation.add({ kind: "bot", message });
  log.append(botMessage(message, ask));
  if (message.act === "bigger_text") {
    textSize.larger();
  }
}

function showUserMessage(entry) {
  const made = userMessage(entry.text);
  shown.set(entry.id, made);
  log.append(made);
  showDelivery(entry);
}

function setState(entry, state, sentence = "") {
  entry.state = state;
  conversation.save();
  showDelivery(entry, sentence);
}

function showDelivery(entry, sentence = "") {
  const place = shown.get(entry.id).querySelector(".delivery");
  if (entry.state === "failed") {
    const resend = element(
      "button",
      { type: "button", class: "resend", "aria-label": strings.resendNamed(entry.text), onclick: () => retry() },
      strings.resend,
    );
    place.replaceChildren(element("p", {}, sentence || strings.failed), resend);
  } else {
    place.replaceChildren(...(entry.state === "queued" && outbox?.running ? [element("p", {}, strings.queued)] : []));
  }
}

function retry() {
  composer.focus();
  outbox.retry();
}

function showProgress() {
  clearTimeout(progressTimer);
  progressTimer = setTimeout(() => {
    const dots = element("span", { class: "dots", "aria-hidden": "true" });
    dots.append(element("i"), element("i"), element("i"));
    byId("progress").replaceChildren(dots, strings.waiting);
    keepInView(byId("progress"));
  }, SHOW_PROGRESS_AFTER_MS);
}

function hideProgress() {
  clearTimeout(progressTimer);
  byId("progress").replaceChildren();
}

function tellConnection(text) {
  byId("connection").textContent = text;
  if (text) {
    keepInView(byId("connection"));
  }
}

// Scroll no further than needed to lift an element above the question field.
function keepInView(made) {
  made.scrollIntoView({ block: "nearest" });
}

function bringToTop(made) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  made.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function restart() {
  outbox.clear();
  conversation.renew();
  shown.clear();
  log.replaceChildren();
  tellConnection("");
  hideProgress();
  announce(strings.restarted);
  scrollTo({ top: 0 });
  composer.focus();
}

// Show again what this tab said before a reload, silently, and send what had not been answered.
function restore() {
  if (!conversation.entries.length) {
    return;
  }
  log.setAttribute("aria-live", "off");
  for (const entry of conversation.entries) {
    if (entry.kind === "user") {
      showUserMessage(entry);
    } else {
      log.append(botMessage(entry.message, ask));
    }
  }
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  conversation.entries.filter((e) => e.kind === "user" && e.state !== "sent").forEach((e) => outbox.add(e));
  showLatest();
}

function showLatest() {
  [...shown.values()].at(-1)?.scrollIntoView({ block: "start" });
}

async function begin() {
  const place = byId("welcome-content");
  try {
    const start = await fetchStart();
    document.title = start.bot_name;
    byId("bot-name").textContent = start.bot_name;
    byId("greeting").textContent = start.greeting;
    composer.limit = start.max_chars;
    place.replaceChildren(...welcomeContent(start, ask));
    tellConnection("");
  } catch {
    place.replaceChildren(startTrouble(begin));
  }
}

byId("restart").addEventListener("click", restart);
byId("text-size").addEventListener("click", () => {
  textSize.next();
  composer.fit();
  showLatest(); // larger letters move what was being read
});
addEventListener("offline", () => tellConnection(strings.offline));
addEventListener("online", () => {
  tellConnection("");
  announce(strings.online);
  outbox.retry();
});

composer.fit();
restore();
begin();
