import { byId, dress } from "./dom.js";
import { strings } from "./strings.js";

const LETTERS = [1, 1.4, 2];
const VOLUMES = [0.6, 1, 1.8, 0];
const SILENT = VOLUMES.length - 1;
const MM_PER_INCH = 25.4;
// Korean rules for kiosks: letters of 12 mm, 7.25 mm on screens up to 11 inches.
const LETTER_MM = 12;
const SMALL_SCREEN = { inches: 11, letterMm: 7.25 };
const LETTER_SHARE = 0.86; // of the font size a Korean letter fills

// Letters, loudness and colours. They are the resident's: reset() when the next one comes.
export class Preferences {
  #letters = 0;
  #volume = 0;
  #contrast = 0;

  // `changed()` when the layout may have moved, `announce(text)` for ears.
  constructor(voice, { changed, announce }) {
    this.voice = voice;
    this.changed = changed;
    this.announce = announce;
    byId("letters").addEventListener("click", () => this.letters((this.#letters + 1) % LETTERS.length));
    byId("volume").addEventListener("click", () => this.volume((this.#volume + 1) % VOLUMES.length));
    byId("contrast").addEventListener("click", () => this.contrast(1 - this.#contrast));
    this.reset();
  }

  // Real millimetres on a screen of this diagonal.
  fitScreen(inches) {
    const mm = Math.hypot(screen.width, screen.height) / inches / MM_PER_INCH;
    const letterMm = inches <= SMALL_SCREEN.inches ? SMALL_SCREEN.letterMm : LETTER_MM;
    const style = document.documentElement.style;
    style.setProperty("--mm", `${mm}px`);
    style.setProperty("--letter", `${(letterMm / LETTER_SHARE) * mm}px`);
    this.changed();
  }

  reset() {
    this.#setLetters(0);
    this.#setVolume(0);
    this.#setContrast(0);
  }

  larger() {
    this.letters(Math.min(this.#letters + 1, LETTERS.length - 1));
  }

  louder() {
    this.volume(this.#volume === SILENT ? 0 : Math.min(this.#volume + 1, SILENT - 1));
  }

  quieter() {
    this.volume(this.#volume === SILENT ? SILENT : Math.max(this.#volume - 1, 0));
  }

  letters(step) {
    this.#setLetters(step);
    this.announce(strings.lettersNow[step]);
  }

  volume(step) {
    this.#setVolume(step);
    this.announce(strings.volumesNow[step]);
  }

  contrast(step) {
    this.#setContrast(step);
    this.announce(strings.contrastsNow[step]);
  }

  #setLetters(step) {
    this.#letters = step;
    document.documentElement.style.setProperty("--size", LETTERS[step]);
    document.documentElement.dataset.letters = String(step);
    dress(byId("letters"), "letters", strings.letters[step]);
    this.changed();
  }

  #setVolume(step) {
    this.#volume = step;
    this.voice.volume = VOLUMES[step];
    dress(byId("volume"), step === SILENT ? "silent" : "speaking", strings.volume[step]);
  }

  #setContrast(step) {
    this.#contrast = step;
    document.documentElement.dataset.contrast = step ? "high" : "normal";
    dress(byId("contrast"), "contrast", strings.contrast[step]);
  }
}
