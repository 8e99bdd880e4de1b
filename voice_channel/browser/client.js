// Talks with the bot by voice or text over the websocket /voice (docs/voice.md).
import { Connection, newSender, voiceAddress } from "./connection.js";
import { Microphone } from "./microphone.js";
import { Loudspeaker, PlaybackQueue } from "./playback.js";

export { newSender } from "./connection.js";
export { BrowserVoice } from "./playback.js";

export const STATES = ["idle", "connecting", "listening", "thinking", "speaking", "offline", "no-microphone"];

// Errors after which sound is not understood at all: only text works until the next connection.
const DEAF = new Set(["model_missing", "stt_failed", "sample_rate_unsupported"]);

/* Events (`detail`):
   state {state, problem}    one of STATES; `problem` says why there is no microphone
   ready {recognizer}        the server's recogniser: {name, synthetic}
   turn {}                   somebody began to speak
   partial {text}            what is understood so far
   result {text, confidence, reason}
   reply {messages}          the bot's messages, each {text} or {custom}
   speech {sentence}         a sentence begins to be heard
   silence {}                the answer has been spoken, or stopped
   error {code, message}     `message` is Korean, for the resident
   message {...}             every event of the server, also those this client does not know */
export class VoiceClient extends EventTarget {
  #connection;
  #microphone;
  #queue;
  #config;
  #state = "idle";
  #problem = null;
  #deaf = null;
  #hearing = false; // the microphone's sound is being sent
  #inTurn = false; // somebody is speaking
  #waiting = false; // for the bot's answer
  #awaitsSpeech = false; // the answer is here, its sound is not yet
  #turn = 0;
  #silencedTurn = 0; // sound of this turn and those before is not wanted any more
  #partial = "";
  #pendingText = null;
  #ignoreUntil = 0;
  #said = []; // the pieces of the last spoken answer

  constructor({ url = voiceAddress(), sender = newSender(), profile = "web", speak = true, endpointing = "auto" } = {}) {
    super();
    this.loudspeaker = new Loudspeaker();
    this.#config = { sender, profile, speak, endpointing, events: true, audio_format: "pcm" };
    this.#queue = new PlaybackQueue(this.loudspeaker, {
      playing: ({ sentence }) => this.#tell("speech", { sentence }),
      played: (piece) => this.#played(piece),
      empty: () => this.#spoken(),
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

  get sender() {
    return this.#config.sender;
  }

  // Of the spoken answers: 1 is as made, louder than that is limited.
  set volume(value) {
    this.loudspeaker.volume = value;
    this.#queue.output.volume = value;
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
    this.#hush();
    this.stopListening();
    this.#pendingText = text;
    this.#sendPending();
    this.#update();
  }

  // Send the microphone's sound. Resolves to whether there is one; call it from a tap, so that the browser may ask.
  async listen() {
    this.#hush();
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

  // Push to talk: the turn is over, answer it.
  finishTurn() {
    if (this.#hearing) {
      this.#hearing = false;
      this.#send({ reset: 1 });
      this.#update();
    }
  }

  // Stop the spoken answer.
  interrupt() {
    this.#hush();
    this.#send({ interrupt: 1 });
    this.#update();
  }

  // Say the last answer again, if it was that turn's; the sound is still here.
  repeat(turn) {
    const pieces = this.#said.filter((piece) => piece.turn === turn);
    this.#queue.stop();
    pieces.forEach((piece) => this.#queue.add(piece));
    this.#update();
    return pieces.length > 0;
  }

  // Forget everything said so far and go on as somebody new; gives the microphone back.
  async startOver(sender = newSender()) {
    this.interrupt();
    this.#hearing = false;
    this.#inTurn = false;
    this.#waiting = false;
    this.#pendingText = null;
    this.#partial = "";
    this.#said = [];
    this.#config.sender = sender;
    this.#connection.restart();
    await this.#microphone.stop();
    this.#update();
  }

  // Read the answers with a BrowserVoice, or with the server's sound again (null).
  useVoice(voice) {
    this.#queue.output = voice ?? this.loudspeaker;
    this.#queue.output.volume = this.loudspeaker.volume;
  }

  async close() {
    this.#hush();
    this.#hearing = false;
    this.#connection.close();
    await Promise.all([this.#microphone.stop(), this.loudspeaker.close()]);
    this.#update();
  }

  #configure() {
    this.#send({ config: { ...this.#config, sample_rate: this.#microphone.sampleRate } });
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

  #hush() {
    this.#silencedTurn = this.#turn;
    this.#awaitsSpeech = false;
    this.#queue.stop();
  }

  #connectionChanged() {
    if (!this.#connection.isOpen) {
      const lost = this.#inTurn || (this.#waiting && this.#pendingText === null);
      this.#queue.stop();
      this.#inTurn = this.#awaitsSpeech = false;
      this.#waiting = this.#pendingText !== null;
      this.#turn = this.#silencedTurn = 0;
      this.#deaf = null;
      if (lost) {
        this.#tell("error", { code: "connection_lost", message: "연결이 잠깐 끊겼어요. 다시 말씀해 주세요." });
      }
    }
    this.#update();
  }

  #receive(message) {
    if (message.partial !== undefined) {
      this.#heardSoFar(message.partial);
      return;
    }
    this.#turn = Math.max(this.#turn, message.turn ?? 0);
    this.#handlers[message.event]?.(message);
    if (message.event) {
      this.#tell("message", message);
    }
    this.#update();
  }

  #handlers = {
    ready: (message) => this.#tell("ready", message),
    "turn.started": () => {
      this.#inTurn = true;
      this.#queue.stop();
      this.#tell("turn", {});
    },
    "turn.ended": (message) => {
      this.#inTurn = false;
      this.#waiting = message.text !== "";
      this.#partial = "";
      this.#tell("result", message);
    },
    reply: (message) => {
      this.#waiting = false;
      this.#awaitsSpeech = this.#config.speak && message.turn > this.#silencedTurn;
      this.#tell("reply", message);
    },
    speech: (message) => {
      if (message.turn <= this.#silencedTurn) {
        this.#played(message);
        return;
      }
      this.#said = [...this.#said.filter((piece) => piece.turn === message.turn), message];
      this.#queue.add(message);
    },
    "speech.ended": (message) => {
      this.#awaitsSpeech &&= message.turn <= this.#silencedTurn;
      this.#spoken();
    },
    interrupted: () => {
      this.#hush();
      this.#spoken();
    },
    error: (message) => {
      if (DEAF.has(message.code)) {
        this.#deaf = message.code;
        this.#hearing = false;
      } else {
        this.#waiting &&= message.code === "tts_failed";
        this.#awaitsSpeech = false;
      }
      this.#tell("error", message);
    },
  };

  #heardSoFar(text) {
    if (text && text !== this.#partial) {
      this.#partial = text;
      this.#tell("partial", { text });
    }
  }

  #played({ marker }) {
    this.#send({ marker });
  }

  #spoken() {
    if (!this.#queue.busy && !this.#awaitsSpeech) {
      this.#tell("silence", {});
    }
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
    if (this.#queue.busy || this.#awaitsSpeech) {
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
