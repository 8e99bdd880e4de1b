const PATIENCE_MS = 500;

// Plays the server's sound. `context` and `input` are there for a page's own sounds as well.
export class Loudspeaker {
  #context = null;
  #gain = null;
  #source = null;
  #volume = 1;
  #stops = 0;

  get context() {
    this.#context ??= this.#build();
    return this.#context;
  }

  get input() {
    return this.context && this.#gain;
  }

  get volume() {
    return this.#volume;
  }

  // 1 is as recorded; louder than that a limiter keeps it from crackling.
  set volume(value) {
    this.#volume = value;
    if (this.#gain) {
      this.#gain.gain.value = value;
    }
  }

  // Browsers let sound out only after a tap or a key: call this from its handler. False: still locked.
  async unlock() {
    if (this.context.state !== "running") {
      const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
      await Promise.race([this.context.resume(), patience]);
    }
    return this.context.state === "running";
  }

  // Resolves to true when played to the end, false when stopped or not allowed to play.
  async play({ audio, sample_rate: rate }) {
    const stops = this.#stops;
    if (!(await this.unlock()) || stops !== this.#stops) {
      return false;
    }
    const samples = pcmSamples(audio);
    if (!samples.length) {
      return true;
    }
    const buffer = this.context.createBuffer(1, samples.length, rate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(this.context, { buffer });
    source.connect(this.input);
    this.#source = source;
    const ended = new Promise((resolve) => source.addEventListener("ended", resolve, { once: true }));
    source.start();
    await ended;
    return stops === this.#stops;
  }

  stop() {
    this.#stops += 1;
    this.#source?.stop();
    this.#source = null;
  }

  async close() {
    this.stop();
    await this.#context?.close();
    this.#context = null;
  }

  #build() {
    const context = new AudioContext();
    const limiter = new DynamicsCompressorNode(context, { threshold: -6, knee: 0, ratio: 20, attack: 0.002 });
    this.#gain = new GainNode(context, { gain: this.#volume });
    this.#gain.connect(limiter).connect(context.destination);
    return context;
  }
}

// The browser's own Korean voice, where it has one; it reads the server's sentence in Korean words.
export class BrowserVoice {
  #current = null;

  // Voices may load late: ask again after "voiceschanged".
  static find() {
    const voices = globalThis.speechSynthesis?.getVoices() ?? [];
    return voices.find((voice) => voice.lang.replace("_", "-").toLowerCase().startsWith("ko")) ?? null;
  }

  constructor(voice, rate = 0.9) {
    this.voice = voice;
    this.rate = rate;
    this.volume = 1;
  }

  async play({ sentence }) {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.voice = this.voice;
    utterance.lang = this.voice.lang;
    utterance.rate = this.rate;
    utterance.volume = Math.min(1, this.volume);
    this.#current = utterance;
    const ended = new Promise((resolve) => {
      utterance.onend = resolve;
      utterance.onerror = resolve;
    });
    speechSynthesis.speak(utterance);
    await ended;
    return this.#current === utterance;
  }

  stop() {
    this.#current = null;
    globalThis.speechSynthesis?.cancel();
  }
}

// Plays pieces one after the other through `output` (Loudspeaker or BrowserVoice).
export class PlaybackQueue {
  #pieces = [];
  #playing = false;

  // `playing(piece)` when one begins, `played(piece)` when it is over or stopped, `empty()` after the last.
  constructor(output, { playing, played, empty }) {
    this.output = output;
    this.playing = playing;
    this.played = played;
    this.empty = empty;
  }

  get busy() {
    return this.#playing || this.#pieces.length > 0;
  }

  add(piece) {
    this.#pieces.push(piece);
    if (!this.#playing) {
      this.#run();
    }
  }

  stop() {
    this.#pieces = [];
    this.output.stop();
  }

  async #run() {
    this.#playing = true;
    while (this.#pieces.length) {
      const piece = this.#pieces.shift();
      this.playing(piece);
      await this.output.play(piece);
      this.played(piece);
    }
    this.#playing = false;
    this.empty();
  }
}

function pcmSamples(base64) {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length >> 1 }, (_, i) => view.getInt16(2 * i, true) / 32768);
}
