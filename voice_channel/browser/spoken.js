import { Loudspeaker, PlaybackQueue } from "./playback.js";

// The bot's spoken answer: the sound that is awaited, playing, and not wanted any more.
export class SpokenAnswer {
  #queue;
  #awaited = false; // the answer is here, its sound is not yet
  #silencedTurn = 0; // sound of this turn and those before is not wanted
  #said = []; // the pieces of the last answer

  // `begins(sentence)`, `played(marker)` for each sentence; `silent()` after the last.
  constructor({ begins, played, silent }) {
    this.loudspeaker = new Loudspeaker();
    this.played = played;
    this.silent = silent;
    this.#queue = new PlaybackQueue(this.loudspeaker, {
      playing: ({ sentence }) => begins(sentence),
      played: ({ marker }) => played(marker),
      empty: () => this.#fallSilent(),
    });
  }

  get busy() {
    return this.#queue.busy || this.#awaited;
  }

  set volume(value) {
    this.loudspeaker.volume = value;
    this.#queue.output.volume = value;
  }

  useVoice(voice) {
    this.#queue.output = voice ?? this.loudspeaker;
    this.#queue.output.volume = this.loudspeaker.volume;
  }

  expect(turn) {
    this.#awaited = turn > this.#silencedTurn;
  }

  add(piece) {
    if (piece.turn <= this.#silencedTurn) {
      this.played(piece.marker);
      return;
    }
    this.#said = [...this.#said.filter(({ turn }) => turn === piece.turn), piece];
    this.#queue.add(piece);
  }

  // All sound of a turn is here.
  complete(turn) {
    this.#awaited &&= turn <= this.#silencedTurn;
    this.#fallSilent();
  }

  // Stop; the server may send the rest again, as a later turn.
  pause() {
    const stopped = this.#awaited;
    this.#awaited = false;
    this.#queue.stop(); // which falls silent by itself when something was playing
    if (stopped) {
      this.#fallSilent();
    }
  }

  // Stop for good: nothing of this turn is wanted.
  hush(turn) {
    this.#silencedTurn = turn;
    this.pause();
  }

  repeat(turn) {
    const pieces = this.#said.filter((piece) => piece.turn === turn);
    this.#queue.stop();
    pieces.forEach((piece) => this.#queue.add(piece));
    return pieces.length > 0;
  }

  // A new connection counts its turns anew.
  restart() {
    this.#said = [];
    this.hush(0);
  }

  #fallSilent() {
    if (!this.busy) {
      this.silent();
    }
  }
}
