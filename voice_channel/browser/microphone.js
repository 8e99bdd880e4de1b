const PREFERRED_RATE = 16000;
const FRAME_SECONDS = 0.06;
const CONSTRAINTS = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };

// Why there is no microphone: insecure (page not on https or localhost), denied, missing, busy, lost or failed.
export class MicrophoneError extends Error {
  constructor(code, cause) {
    super(code, { cause });
    this.code = code;
  }
}

const CODES = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

// The microphone as frames of s16le mono sound at `sampleRate`.
export class Microphone {
  #stream = null;
  #context = null;
  #opening = null;

  // `onFrame` gets an ArrayBuffer every 60 ms, `onLost` is called when the device goes away.
  constructor(onFrame, onLost) {
    this.onFrame = onFrame;
    this.onLost = onLost;
    this.sampleRate = PREFERRED_RATE;
    this.echoCancellation = false; // whether it does not hear the loudspeaker
  }

  get open() {
    return this.#context !== null;
  }

  // Asks for permission if need be; rejects with a MicrophoneError.
  async start() {
    this.#opening ??= this.#start().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    const context = this.#context;
    this.#stream = null;
    this.#context = null;
    await context?.close();
  }

  async #start() {
    if (this.open) {
      await this.#context.resume();
      return;
    }
    if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) {
      throw new MicrophoneError("insecure");
    }
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: CONSTRAINTS });
      await this.#connect();
    } catch (problem) {
      await this.stop();
      throw new MicrophoneError(CODES[problem.name] ?? "failed", problem);
    }
    for (const track of this.#stream.getAudioTracks()) {
      this.echoCancellation = track.getSettings().echoCancellation === true;
      track.addEventListener("ended", () => this.stop().then(this.onLost));
    }
  }

  async #connect() {
    let context = new AudioContext({ sampleRate: PREFERRED_RATE });
    let source;
    try {
      source = context.createMediaStreamSource(this.#stream);
    } catch {
      // Firefox does not resample between a microphone and a context: the server does it then.
      await context.close();
      context = new AudioContext();
      source = context.createMediaStreamSource(this.#stream);
    }
    this.#context = context;
    this.sampleRate = context.sampleRate;
    await context.audioWorklet.addModule(new URL("microphone_worklet.js", import.meta.url));
    const samples = Math.round(context.sampleRate * FRAME_SECONDS);
    const frames = new AudioWorkletNode(context, "microphone-frames", {
      numberOfOutputs: 0,
      processorOptions: { samples },
    });
    frames.port.onmessage = ({ data }) => this.onFrame(data);
    source.connect(frames);
    await context.resume();
  }
}
