import { byId, dress } from "./dom.js";
import { earconSeconds, playEarcon } from "./earcons.js";
import { strings } from "./strings.js";

const ICONS = {
  idle: "microphone",
  connecting: "thinking",
  listening: "listening",
  thinking: "thinking",
  speaking: "speaking",
  offline: "offline",
  "no-microphone": "microphone-off",
};
const BUTTONS = {
  idle: ["microphone", strings.listen],
  connecting: ["microphone", strings.listen],
  listening: ["listening", strings.stopListening],
  hearing: ["done", strings.finish],
  thinking: ["thinking", strings.hold],
  speaking: ["microphone", strings.bargeIn],
  offline: ["microphone", strings.listen],
  "no-microphone": ["microphone-off", strings.retryMicrophone],
};

// The large button and the words beside it: what the machine does, what it hears.
export class VoicePanel {
  #listenTimer = 0;
  #inTurn = false;
  #hint = "";
  #trouble = "";

  constructor(voice, listenMs) {
    this.voice = voice;
    this.listenMs = listenMs;
    byId("caption").dataset.example = strings.example;
    byId("microphone").addEventListener("click", () => this.press());
    voice.addEventListener("state", () => this.#stateChanged());
    voice.addEventListener("turn", () => this.#turnBegan());
    voice.addEventListener("partial", ({ detail }) => this.caption(detail.text));
    voice.addEventListener("result", ({ detail }) => this.#result(detail));
    voice.addEventListener("prompt", ({ detail }) => this.say(detail.text));
    voice.addEventListener("error", ({ detail }) => this.say(detail.message));
    this.show();
  }

  async press() {
    const { voice } = this;
    if (voice.state === "listening") {
      this.#inTurn ? voice.finishTurn() : voice.stopListening();
      return;
    }
    if (["thinking", "connecting", "offline"].includes(voice.state)) {
      return;
    }
    voice.interrupt();
    this.clear();
    await this.#tone("listening");
    await voice.listen();
    this.show();
  }

  caption(text) {
    byId("caption").textContent = text ? strings.heard(text) : "";
  }

  // A sentence in place of the state's own, until the state changes.
  say(text) {
    this.#hint = text;
    this.show();
  }

  // Like say(), until the connection is back: "" says that it is.
  tellTrouble(text) {
    this.#trouble = text;
    this.show();
  }

  clear() {
    this.#trouble = "";
    this.#inTurn = false;
    this.#hint = "";
    this.caption("");
    this.show();
  }

  show() {
    const { state, problem } = this.voice;
    const problems = strings.problems;
    const shown = state === "listening" && this.#inTurn ? "hearing" : state;
    let words = strings.states[shown];
    if (state === "no-microphone") {
      words = problems[problem] ?? problems.other;
    }
    document.body.dataset.state = state;
    dress(byId("state"), ICONS[state], (state !== "offline" && (this.#hint || this.#trouble)) || words);
    dress(byId("microphone"), ...BUTTONS[shown]);
    byId("microphone").setAttribute("aria-disabled", String(["thinking", "connecting", "offline"].includes(state)));
  }

  #stateChanged() {
    const { state } = this.voice;
    clearTimeout(this.#listenTimer);
    if (state === "thinking") {
      this.#hint = "";
    }
    if (state === "listening" && !this.#inTurn) {
      this.#listenTimer = setTimeout(() => this.#nobodySpoke(), this.listenMs);
    }
    this.show();
  }

  #turnBegan() {
    clearTimeout(this.#listenTimer);
    this.#inTurn = true;
    this.#hint = "";
    this.caption("");
    this.show();
  }

  #result({ text, reason }) {
    this.#inTurn = false;
    this.caption(text);
    if (text) {
      this.#tone("heard");
    } else if (reason === "not_understood") {
      this.#tone("notUnderstood");
      this.say(strings.notUnderstood);
    }
  }

  #nobodySpoke() {
    this.voice.stopListening();
    this.say(strings.nobodySpoke);
  }

  #tone(name) {
    this.voice.ignoreSound(earconSeconds(name));
    return playEarcon(this.voice.loudspeaker, name);
  }
}
