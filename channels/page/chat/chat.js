import { Appearance } from "./appearance.js";
import { Completion } from "./completion.js";
import { Composer } from "./composer.js";
import { buildFrame } from "./frame.js";
import { MicrophoneButton } from "./microphone.js";
import { Conversation, read, watchForCopies, write } from "./store.js";
import { MODES, stringsFor } from "./strings.js";
import { Talk } from "./talk.js";
import { Toolbar } from "./toolbar.js";
import { Tour } from "./tour.js";
import { Transport } from "./transport.js";
import { startTrouble, welcomeContent } from "./welcome.js";

const ANNOUNCED_MS = 6000;

// Puts the parts of one <civic-chat> together.
export class Chat {
  constructor(host, root, base) {
    Object.assign(this, { host, root, base });
    this.conversation = new Conversation();
    this.transport = new Transport(base);
    this.build();
    watchForCopies(this.conversation, () => this.talk.startOver());
    addEventListener("offline", () => this.talk.tellConnection(this.words.offline));
    addEventListener("online", () => {
      this.talk.tellConnection("");
      this.announce(this.words.online);
      this.talk.outbox.retry();
    });
  }

  get page() {
    return this.host.getAttribute("layout") === "page";
  }

  get mode() {
    const chosen = read("mode") ?? this.host.getAttribute("mode");
    return MODES.includes(chosen) ? chosen : MODES[0];
  }

  get heading() {
    return this.page ? 1 : 2;
  }

  // Make everything, also again when the wording changes; what was said stays.
  build() {
    this.microphone?.close();
    this.words = stringsFor(this.mode);
    const { words, page } = this;
    this.parts = buildFrame(words, { page, focusQuestion: () => this.focus(), close: () => this.host.tell("civic-chat-close") });
    this.appearance = new Appearance(this.parts.frame, this.host.getAttribute("theme"));
    this.choose = (title, payload) => {
      this.beforeAsking();
      this.talk.choose(title, payload);
    };
    this.composer = new Composer(words, (text) => this.ask(text, text));
    this.parts.body.append(this.composer.form);
    this.talk = new Talk(this.parts, this);
    this.tour = new Tour(this.parts.tour, { words, heading: this.heading, done: () => this.focus() });
    this.toolbar = new Toolbar(this.parts, words, this.acts(), () => ({
      largest: this.appearance.largest, theme: this.appearance.theme, children: this.mode === "children",
    }));
    new Completion(this.composer.topics, this.composer.status, this.composer.field, {
      words, choose: this.choose, load: () => this.transport.topics(),
    });
    this.microphone = new MicrophoneButton(this.composer, this);
    this.root.replaceChildren(this.parts.frame);
    this.composer.fit();
    this.talk.restore();
    this.begin();
    this.microphone.prepare();
  }

  acts() {
    return {
      restart: () => {
        this.talk.startOver();
        this.announce(this.words.restarted);
        this.focus();
      },
      erase: () => this.erase(),
      textSize: () => this.resize(() => this.appearance.nextSize()),
      setTheme: (theme) => this.appearance.setTheme(theme),
      setMode: (mode) => {
        write("mode", mode);
        this.talk.outbox.clear();
        this.build();
        this.focus();
      },
      print: () => this.print(),
      tour: () => this.tour.show(0),
    };
  }

  focus() {
    this.composer.focus();
  }

  ask(title, payload) {
    this.beforeAsking();
    this.talk.ask(title, payload);
  }

  beforeAsking() {
    this.tour.seen();
    this.composer.sent();
  }

  // What was said aloud and is being answered.
  heard(text) {
    this.tour.seen();
    this.talk.addUserMessage(text, text, "sent");
  }

  replied(messages) {
    messages.forEach((message) => this.talk.addBotMessage(message));
  }

  vote(messageId, vote, reason) {
    return this.transport.vote(this.conversation.sender, messageId, vote, reason).finally(() => this.conversation.save());
  }

  larger() {
    this.resize(() => this.appearance.larger());
    this.toolbar.update();
  }

  resize(change) {
    change();
    this.composer.fit();
    this.talk.showLatest(); // larger letters move what was being read
    this.announce(this.words.textSize(this.appearance.percent));
  }

  async erase() {
    const { words } = this;
    this.talk.outbox.clear();
    this.focus();
    try {
      await this.transport.erase(this.conversation.sender);
    } catch (problem) {
      this.announce(problem.message || words.eraseFailed, { visibly: true });
      return;
    }
    this.talk.startOver();
    this.announce(words.erased, { visibly: true });
  }

  // Print the talk, or one card of it.
  print(card) {
    const { frame } = this.parts;
    const done = () => {
      frame.classList.remove("printing-card");
      card?.classList.remove("printed");
      this.host.tell("civic-chat-printed");
    };
    if (card) {
      frame.classList.add("printing-card");
      card.classList.add("printed");
    }
    this.host.tell("civic-chat-print");
    addEventListener("afterprint", done, { once: true });
    print();
  }

  // Say something about the chat itself; `visibly` also to those who see.
  announce(text, { visibly = false, quietly = false } = {}) {
    const place = this.parts.announcement;
    place.setAttribute("aria-live", quietly ? "off" : "polite");
    place.textContent = text;
    place.classList.toggle("seen", visibly && Boolean(text));
    clearTimeout(this.announced);
    this.announced = setTimeout(() => place.classList.remove("seen"), ANNOUNCED_MS);
  }

  async begin() {
    const { parts, words } = this;
    try {
      const start = await this.transport.start();
      this.callCenter = start.call_center;
      parts.name.textContent = start.bot_name;
      parts.greeting.textContent = this.mode === "children" ? words.greeting : start.greeting;
      this.composer.limit = start.max_chars;
      parts.welcomeContent.replaceChildren(...welcomeContent(start, this));
      this.talk.tellConnection("");
      this.tour.invite();
      this.host.tell("civic-chat-start", start);
    } catch {
      parts.welcomeContent.replaceChildren(startTrouble(words, () => this.begin()));
    }
  }
}
