// Watches for a kiosk somebody has left: after `idleMs` it warns and counts down, then clears.
export class IdleWatch {
  #timer = 0;
  #deadline = 0;

  // `warn(seconds)` each second of the countdown, `calm()` when somebody is there after all, `clear()` at its end.
  constructor({ idleMs, warningMs, warn, calm, clear }) {
    Object.assign(this, { idleMs, warningMs, warn, calm, clear });
  }

  get warning() {
    return this.#deadline > 0;
  }

  // Somebody is there; `patience` times as long is waited for the next sign.
  touch(patience = 1) {
    this.stop();
    this.#timer = setTimeout(() => this.#begin(), this.idleMs * patience);
  }

  // Nobody needs watching: nothing was begun, or the machine is talking or listening.
  stop() {
    clearTimeout(this.#timer);
    if (this.#deadline) {
      this.#deadline = 0;
      this.calm();
    }
  }

  #begin() {
    this.#deadline = Date.now() + this.warningMs;
    this.#count();
  }

  #count() {
    const left = this.#deadline - Date.now();
    if (left <= 0) {
      this.stop();
      this.clear();
      return;
    }
    this.warn(Math.ceil(left / 1000));
    this.#timer = setTimeout(() => this.#count(), Math.min(1000, left));
  }
}
