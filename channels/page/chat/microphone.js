import { button, element, icon } from "./dom.js";
import { read, write } from "./store.js";

// The microphone button. Speech goes to our own server where that has a recogniser for people; else the browser's own
// may be used, after a notice that the voice leaves the office. Without either the button stays away.
export class MicrophoneButton {
  // `chat` is {words, base, conversation, heard(text), replied(messages), announce}.
  constructor(composer, chat) {
    this.composer = composer;
    this.chat = chat;
    this.place = composer.microphone;
    this.place.addEventListener("click", () => this.toggle());
  }

  async prepare() {
    this.engine = (await this.ownEngine()) ?? this.browserEngine();
    this.place.hidden = !this.engine;
    this.show(false);
  }

  // Let go of the microphone and the connection.
  close() {
    this.engine?.close();
  }

  // This office's recogniser; none when the model only understands synthetic speech.
  async ownEngine() {
    try {
      const health = await (await fetch(new URL("voice/health", this.chat.base), { credentials: "omit" })).json();
      if (!navigator.mediaDevices || !health.recognizer || health.recognizer.synthetic) {
        return null;
      }
      const { VoiceClient } = await import(new URL("voice/client.js", this.chat.base).href);
      return new OfficeEngine(VoiceClient, this.chat, this);
    } catch {
      return null;
    }
  }

  browserEngine() {
    const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
    return Recognition && isSecureContext ? new BrowserEngine(Recognition, this.chat, this) : null;
  }

  async toggle() {
    if (this.busy) {
      this.engine.stop();
      this.show(false);
    } else if (this.engine.leavesTheOffice && !read("voice-notice")) {
      this.ask();
    } else {
      this.start();
    }
  }

  async start() {
    this.show(true);
    this.chat.announce(this.chat.words.listening, { visibly: true });
    if (!(await this.engine.start())) {
      this.failed();
    }
  }

  failed(sentence = this.chat.words.noMicrophone) {
    this.show(false);
    this.chat.announce(sentence, { visibly: true });
  }

  ask() {
    const { words } = this.chat;
    const { notice } = this.composer;
    const close = () => {
      notice.hidden = true;
      notice.replaceChildren();
    };
    const agree = () => {
      write("voice-notice", true);
      close();
      this.place.focus();
      this.start();
    };
    const decline = () => {
      close();
      this.composer.focus();
    };
    const yes = button("chip", agree, words.outsideYes);
    notice.replaceChildren(
      element("p", {}, words.outsideNotice),
      element("div", { class: "chip-row" }, button("chip", decline, words.outsideNo), yes),
    );
    notice.hidden = false;
    this.chat.announce(words.outsideNotice);
    notice.querySelector("button").focus();
  }

  show(busy) {
    const { words } = this.chat;
    this.busy = busy;
    this.place.classList.toggle("listening", busy);
    this.place.setAttribute("aria-label", busy ? words.stopSpeaking : words.speak);
    this.place.replaceChildren(icon(busy ? "stop" : "mic"));
  }
}

class OfficeEngine {
  leavesTheOffice = false;

  constructor(VoiceClient, chat, owner) {
    Object.assign(this, { VoiceClient, chat, owner });
  }

  start() {
    const { conversation } = this.chat;
    if (this.client?.sender !== conversation.sender) {
      this.client?.close();
      this.client = this.connect(conversation.sender);
    }
    return this.client.listen();
  }

  connect(sender) {
    const url = new URL("voice", this.chat.base);
    url.protocol = url.protocol.replace("http", "ws");
    const client = new this.VoiceClient({ url: url.href, sender, profile: "web" });
    client.addEventListener("result", ({ detail }) => this.result(detail.text));
    client.addEventListener("partial", ({ detail }) => this.chat.announce(detail.text, { visibly: true, quietly: true }));
    client.addEventListener("reply", ({ detail }) => this.chat.replied(detail.messages.map((m) => m.custom).filter(Boolean)));
    client.addEventListener("error", ({ detail }) => this.owner.failed(detail.message));
    // While the answer is read aloud, the button stops it.
    client.addEventListener("speech", () => this.read(true));
    client.addEventListener("silence", () => this.read(false));
    client.connect();
    return client;
  }

  read(aloud) {
    if (aloud || this.reading) {
      this.reading = aloud;
      this.owner.show(aloud);
    }
  }

  result(text) {
    if (text) {
      this.client.stopListening();
      this.owner.show(false);
      this.chat.heard(text);
    } else {
      this.owner.failed(this.chat.words.notHeard);
    }
  }

  stop() {
    this.client.stopListening();
    this.client.interrupt();
  }

  close() {
    this.client?.close();
  }
}

class BrowserEngine {
  leavesTheOffice = true;

  constructor(Recognition, chat, owner) {
    this.recognition = new Recognition();
    this.recognition.lang = "ko-KR";
    let text = "";
    this.recognition.onstart = () => {
      text = "";
    };
    this.recognition.onresult = ({ results }) => {
      text = results[0][0].transcript;
    };
    this.recognition.onerror = () => owner.failed();
    this.recognition.onend = () => {
      if (text) {
        owner.show(false);
        chat.ask(text, text);
      } else if (owner.busy) {
        owner.failed(chat.words.notHeard);
      }
    };
  }

  async start() {
    this.recognition.start();
    return true;
  }

  stop() {
    this.recognition.stop();
  }

  close() {
    this.recognition.abort();
  }
}
