import { button, element, icon } from "./dom.js";
import { BrowserEngine, OfficeEngine } from "./speech_engines.js";
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
