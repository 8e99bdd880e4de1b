import { botMessage, userMessage } from "./cards.js";
import { button, element } from "./dom.js";
import { Outbox } from "./outbox.js";
import { linked } from "./rich_text.js";
import { newToken } from "./store.js";

const SHOW_PROGRESS_AFTER_MS = 300;
const DOUBLE_CLICK_MS = 1000;

// What is said: the messages on the screen, in the tab's memory and on their way.
export class Talk {
  // `chat` is what cards need, with {conversation, transport, appearance, composer}.
  constructor(parts, chat) {
    Object.assign(this, { parts, chat, conversation: chat.conversation });
    this.shown = new Map(); // message id: its element
    this.outbox = new Outbox(
      (entry, receive) => chat.transport.ask(this.conversation.sender, entry.payload, entry.id, receive),
      {
        sending: (entry) => {
          this.setState(entry, "sending");
          this.showProgress();
        },
        received: (entry, message) => this.receive(entry, message),
        answered: (entry) => {
          this.setState(entry, "sent");
          this.tellConnection("");
        },
        failed: (entry, sentence) => {
          this.setState(entry, "failed", sentence);
          this.tellConnection(navigator.onLine ? sentence || this.unreachable() : chat.words.offline);
        },
        refused: (entry, sentence) => {
          this.setState(entry, "sent");
          this.addBotMessage({ type: "notice", text: sentence || chat.words.refused });
        },
        idle: () => this.hideProgress(),
      },
    );
  }

  // Send what a button says; pressed again at once it is a double click.
  choose(title, payload) {
    const now = performance.now();
    const { last } = this;
    this.last = { payload, at: now };
    if (last?.payload !== payload || now - last.at >= DOUBLE_CLICK_MS) {
      this.ask(title, payload);
    }
  }

  // Send `payload` as the resident's message and show it as `title`. What is on its way already is not sent twice.
  ask(title, payload) {
    if (this.outbox.has(payload)) {
      this.outbox.retry();
      return;
    }
    const entry = this.addUserMessage(title, payload, "queued");
    this.outbox.add(entry);
  }

  addUserMessage(text, payload, state) {
    const entry = { kind: "user", id: newToken(), text, payload, state };
    this.conversation.add(entry);
    this.showUserMessage(entry);
    this.bringToTop(entry);
    return entry;
  }

  receive(entry, message) {
    if (this.conversation.hasAnswer(message.id)) {
      return;
    }
    this.hideProgress();
    this.addBotMessage(message, entry);
    this.bringToTop(entry);
  }

  addBotMessage(message, question = this.conversation.entries.findLast((entry) => entry.kind === "user")) {
    const entry = { kind: "bot", message };
    this.conversation.add(entry);
    this.parts.log.append(botMessage(entry, this.chat));
    if (message.act === "bigger_text") {
      this.chat.larger();
    }
    if (question && message.act === "numbers_covered") {
      this.cover(question);
    }
    if (question && message.type === "crisis") {
      question.crisis = true;
      this.conversation.save();
    }
  }

  // Personal numbers the server covered are covered here as well.
  cover(entry) {
    const covered = entry.text.replace(/\d/g, "●").replace(/[\w.%+-]+@[\w.-]+/g, "●●●");
    Object.assign(entry, { text: covered, payload: covered });
    this.conversation.save();
    this.shown.get(entry.id).querySelector(".said-text").textContent = covered;
  }

  showUserMessage(entry) {
    const made = userMessage(entry.text, this.chat.words);
    this.shown.set(entry.id, made);
    this.parts.log.append(made);
    this.parts.layout.classList.remove("empty");
    this.showDelivery(entry);
  }

  unreachable() {
    const { words, callCenter } = this.chat;
    return [words.unreachable, callCenter ? words.callInstead(callCenter.name, callCenter.phone) : ""].join(" ").trim();
  }

  setState(entry, state, sentence = "") {
    entry.state = state;
    this.conversation.save();
    this.showDelivery(entry, sentence);
  }

  showDelivery(entry, sentence = "") {
    const { words } = this.chat;
    const place = this.shown.get(entry.id).querySelector(".delivery");
    if (entry.state === "failed") {
      const resend = button("resend", () => this.retry(), words.resend);
      resend.setAttribute("aria-label", words.resendNamed(entry.text));
      const why = navigator.onLine ? sentence || words.failed : words.waitingTurn;
      place.replaceChildren(element("p", {}, why), resend);
    } else {
      place.replaceChildren(...(entry.state === "queued" && this.outbox.running ? [element("p", {}, words.queued)] : []));
    }
  }

  retry() {
    this.chat.composer.focus();
    this.outbox.retry();
  }

  showProgress() {
    clearTimeout(this.progressTimer);
    this.progressTimer = setTimeout(() => {
      const dots = element("span", { class: "dots", "aria-hidden": "true" });
      dots.append(element("i"), element("i"), element("i"));
      this.parts.progress.replaceChildren(dots, this.chat.words.waiting);
      keepInView(this.parts.progress);
    }, SHOW_PROGRESS_AFTER_MS);
  }

  hideProgress() {
    clearTimeout(this.progressTimer);
    this.parts.progress.replaceChildren();
  }

  tellConnection(text) {
    const { callCenter, words } = this.chat;
    this.parts.connection.replaceChildren(...linked(text, callCenter ? [callCenter.phone] : [], words.newWindow));
    if (text) {
      keepInView(this.parts.connection);
    }
  }

  // What was asked goes to the top, so that the answer is read from its beginning.
  bringToTop(entry) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.shown.get(entry.id)?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }

  showLatest() {
    [...this.shown.values()].at(-1)?.scrollIntoView({ block: "start" });
  }

  // Begin as somebody new with nothing on the screen.
  startOver() {
    this.outbox.clear();
    this.last = null;
    this.conversation.renew();
    this.shown.clear();
    this.parts.log.replaceChildren();
    this.parts.layout.classList.add("empty");
    this.tellConnection("");
    this.hideProgress();
    this.parts.scroll.scrollTop = 0;
  }

  // Show again what this tab said before a reload, silently, and send what had not been answered.
  restore() {
    const { log } = this.parts;
    const { entries } = this.conversation;
    if (!entries.length) {
      return;
    }
    log.setAttribute("aria-live", "off");
    for (const entry of entries) {
      if (entry.kind === "user") {
        this.showUserMessage(entry);
      } else {
        log.append(botMessage(entry, this.chat));
      }
    }
    requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
    entries.filter((entry) => entry.kind === "user" && entry.state !== "sent").forEach((entry) => this.outbox.add(entry));
    this.showLatest();
  }
}

// Scroll no further than needed to lift an element above the question field.
function keepInView(made) {
  made.scrollIntoView({ block: "nearest" });
}
