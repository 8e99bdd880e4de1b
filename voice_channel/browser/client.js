// Talks with the bot by voice or text over the websocket /voice (docs/voice.md).
import { Connection, newSender, voiceAddress } from "./connection.js";
import { Microphone } from "./microphone.js";
import { SpokenAnswer } from "./spoken.js";

export { newSender } from "./connection.js";
export { BrowserVoice } from "./playback.js";

// Errors after which sound is not understood at all: only text works until the next connection.
const DEAF = new Set(["model_missing", "stt_failed", "sample_rate_unsupported"]);

/* Events (`detail`):
   state {state, problem}    idle, connecting, listening, thinking, speaking, offline or no-microphone, and why
   ready {recognizer}        the server's recogniser: {name, synthetic}
   turn {}                   somebody began to speak
   partial {text}            what is understood so far
   result {text, confidence, reason}
   prompt {reason, text}     the bot asks the resident to speak
   reply {messages}          the bot's messages, each {text} or {custom}
   speech {sentence}         a sentence begins to be heard
   silence {}                the answer has been spoken, or stopped
   error {code, message}     `message` is Korean, for the resident
   message {...}             every event of the server, also those this client does not know */
export class VoiceClient extends EventTarget {
  #connection;
  #microphone;
  #answer;
  #config;
  #state = "idle";
  #problem = null;
  #deaf = null;
  #hearing = false; // the microphone's sound is being sent
  #inTurn = false; // somebody is speaking
  #waiting = false; // for the bot's answer
  #turn = 0;
  #pendingText = null;
  #ignoreUntil = 0;

  constructor({ url = voiceAddress(), sender = newSender(), profile = "web", speak = true, endpointing = "auto" } = {}) {
    super();
    this.#config = { sender, profile, speak, endpointing, events: true, audio_format: "pcm" };
    this.#answer = new SpokenAnswer({
      begins: (sentence) => this.#tell("speech", { sentence }),
      played: (marker) => this.#send({ marker }),
      silent: () => this.#silent(),
    });
    this.#microphone = new Microphone((frame) => this.#frame(frame), () => this.#lost());
    this.#connection = new Connection(url, {
      opened: () => this.#configure(),
      message: (message) => this.#receive(message),
      changed: () => this.#connectionChanged(),
    });
  }

  get state() {
    return this.#state;
  }

  // Why there is no microphone, or null.
  get problem() {
    return this.#deaf ?? this.#problem;
  }

  get loudspeaker() {
    return this.#answer.loudspeaker;
  }

  get sender() {
    return this.#config.sender;
  }

  // Of the spoken answers: 1 is as made, louder than that is limited.
  set volume(value) {
    this.#answer.volume = value;
  }

  // Send silence for a while: a page's own tones are no speech.
  ignoreSound(seconds) {
    this.#ignoreUntil = performance.now() + seconds * 1000;
  }

  // Open the connection and keep it open, however often it breaks.
  connect() {
    this.#connection.open();
  }

  // Ask by text. Without a connection the last text is kept and asked when there is one.
  ask(text) {
    this.#waiting = true;
    this.#answer.hush(this.#turn);
    this.stopListening();
    this.#pendingText = text;
    this.#sendPending();
    this.#update();
  }

  // Send the microphone's sound. Resolves to whether there is one; call it from a tap, so that the browser may ask.
  async listen() {
    this.#answer.hush(this.#turn);
    try {
      await this.#microphone.start();
    } catch (problem) {
      this.#problem = problem.code;
      this.#update();
      return false;
    }
    this.#problem = null;
    this.#inTurn = false;
    this.#hearing = true;
    this.#configure(); // the server forgets sound from before, and learns this microphone's rate
    this.#update();
    return !this.#deaf;
  }

  // Stop sending sound and drop what was said of an unfinished turn.
  stopListening() {
    if (this.#hearing) {
      this.#hearing = false;
      this.#inTurn = false;
      this.#configure();
      this.#update();
    }
  }

  // The turn is over, answer it; with push to talk the microphone is off then.
  finishTurn() {
    if (this.#hearing) {
      this.#hearing = this.#config.endpointing === "auto";
      this.#send({ reset: 1 });
      this.#update();
    }
  }

  // Stop the spoken answer.
  interrupt() {
    this.#answer.hush(this.#turn);
    this.#send({ interrupt: 1 });
    this.#update();
  }

  // Say the last answer again, if it was that turn's; the sound is still here.
  repeat(turn) {
    const known = this.#answer.repeat(turn);
    this.#update();
    return known;
  }

  // Forget everything said so far and go on as somebody new; gives the microphone back.
  async startOver(sender = newSender()) {
    this.interrupt();
    this.#hearing = false;
    this.#inTurn = false;
    this.#waiting = false;
    this.#pendingText = null;
    this.#config.sender = sender;
    this.#connection.restart();
    await this.#microphone.stop();
    this.#update();
  }

  // Read the answers with a BrowserVoice, or with the server's sound again (null).
  useVoice(voice) {
    this.#answer.useVoice(voice);
  }

  async close() {
    this.#answer.hush(this.#turn);
    this.#hearing = false;
    this.#connection.close();
    await Promise.all([this.#microphone.stop(), this.loudspeaker.close()]);
    this.#update();
  }

  #configure() {
    const { sampleRate, echoCancellation } = this.#microphone;
    this.#send({ config: { ...this.#config, sample_rate: sampleRate, echo_cancellation: echoCancellation } });
    this.#sendPending();
  }

  #sendPending() {
    if (this.#pendingText !== null && this.#send({ text: this.#pendingText })) {
      this.#pendingText = null;
    }
  }

  #send(message) {
    return this.#connection.send(JSON.stringify(message));
  }

  #frame(frame) {
    if (this.#hearing && !this.#deaf) {
      const ignored = performance.now() < this.#ignoreUntil;
      this.#connection.sendFrame(ignored ? new ArrayBuffer(frame.byteLength) : frame);
    }
  }

  #lost() {
    this.#hearing = false;
    this.#inTurn = false;
    this.#problem = "lost";
    this.#update();
  }

  #connectionChanged() {
    if (!this.#connection.isOpen) {
      const lost = this.#inTurn || (this.#waiting && this.#pendingText === null);
      this.#inTurn = false;
      this.#waiting = this.#pendingText !== null;
      this.#turn = 0;
      this.#answer.restart();
      this.#deaf = null;
      if (lost) {
        this.#tell("error", { code: "connection_lost", message: "연결이 잠깐 끊겼어요. 다시 말씀해 주세요." });
      }
    }
    this.#update();
  }

  #receive(message) {
    if (!message.event) {
      return; // the answer to a frame says nothing the events do not
    }
    this.#turn = Math.max(this.#turn, message.turn ?? 0);
    this.#handlers[message.event]?.(message);
    this.#tell("message", message);
    this.#update();
  }

  #handlers = {
    ready: (message) => this.#tell("ready", message),
    "turn.started": () => {
      this.#inTurn = true;
      this.#answer.pause();
      this.#tell("turn", {});
    },
    partial: (message) => this.#tell("partial", message),
    prompt: (message) => this.#tell("prompt", message),
    "turn.ended": (message) => {
      this.#inTurn = false;
      this.#waiting = message.text !== "";
      this.#tell("result", message);
    },
    reply: (message) => {
      this.#waiting = false;
      if (this.#config.speak) {
        this.#answer.expect(message.turn);
      }
      this.#tell("reply", message);
    },
    speech: (message) => this.#answer.add(message),
    "speech.ended": (message) => this.#answer.complete(message.turn),
    interrupted: () => this.#answer.pause(),
    error: (message) => {
      if (DEAF.has(message.code)) {
        this.#deaf = message.code;
        this.#hearing = false;
      } else {
        this.#waiting &&= message.code === "tts_failed";
        this.#answer.complete(this.#turn);
      }
      this.#tell("error", message);
    },
  };

  #silent() {
    this.#tell("silence", {});
    this.#update();
  }

  #update() {
    const state = this.#current();
    if (state !== this.#state) {
      this.#state = state;
      this.#tell("state", { state, problem: this.problem });
    }
  }

  #current() {
    if (!this.#connection.isOpen) {
      return this.#connection.wanted ? (this.#connection.failed ? "offline" : "connecting") : "idle";
    }
    if (this.#inTurn) {
      return "listening";
    }
    if (this.#waiting) {
      return "thinking";
    }
    if (this.#answer.busy) {
      return "speaking";
    }
    if (this.#hearing) {
      return "listening";
    }
    return this.problem ? "no-microphone" : "idle";
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
