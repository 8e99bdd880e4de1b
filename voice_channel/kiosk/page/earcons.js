// Short tones that tell by ear what the machine does: [hertz, start, seconds].
const TONES = {
  listening: [[523, 0, 0.11], [784, 0.1, 0.16]],
  heard: [[784, 0, 0.1]],
  notUnderstood: [[330, 0, 0.14], [262, 0.14, 0.2]],
  warning: [[659, 0, 0.18], [659, 0.3, 0.18], [523, 0.6, 0.26]],
};
const LOUDNESS = 0.25;

// Plays through the loudspeaker, so that it follows its volume; resolves when it is over.
export async function playEarcon(loudspeaker, name) {
  if (!(await loudspeaker.unlock())) {
    return;
  }
  const { context } = loudspeaker;
  const ends = TONES[name].map(([pitch, start, seconds]) => tone(context, loudspeaker.input, pitch, start, seconds));
  await Promise.all(ends);
}

export function earconSeconds(name) {
  return Math.max(...TONES[name].map(([, start, seconds]) => start + seconds));
}

function tone(context, output, pitch, start, seconds) {
  const from = context.currentTime + start;
  const oscillator = new OscillatorNode(context, { type: "sine", frequency: pitch });
  const envelope = new GainNode(context, { gain: 0 });
  envelope.gain.setValueAtTime(0, from);
  envelope.gain.linearRampToValueAtTime(LOUDNESS, from + 0.015);
  envelope.gain.setTargetAtTime(0, from + seconds * 0.5, seconds / 6);
  oscillator.connect(envelope).connect(output);
  oscillator.start(from);
  oscillator.stop(from + seconds);
  return new Promise((resolve) => oscillator.addEventListener("ended", resolve, { once: true }));
}
