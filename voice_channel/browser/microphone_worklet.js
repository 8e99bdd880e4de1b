// Collects sound into frames of 16-bit samples and posts each frame's buffer.
class MicrophoneFrames extends AudioWorkletProcessor {
  constructor({ processorOptions: { samples } }) {
    super();
    this.samples = samples;
    this.frame = new Int16Array(samples);
    this.filled = 0;
  }

  process([input]) {
    for (const sample of input[0] ?? []) {
      this.frame[this.filled] = Math.max(-1, Math.min(1, sample)) * 32767;
      this.filled += 1;
      if (this.filled === this.samples) {
        this.port.postMessage(this.frame.buffer, [this.frame.buffer]);
        this.frame = new Int16Array(this.samples);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("microphone-frames", MicrophoneFrames);
