import { forgetConversation } from "./api.js";

const KEY = "kiosk-to-forget";
const AGAIN_MS = 10000;

// Has the server forget conversations; one that could not be told waits, over a restart too, until the server is reached.
export class Forgetting {
  #senders = new Set(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  #timer = 0;

  constructor() {
    addEventListener("online", () => this.#tellAll());
    this.#tellAll();
  }

  // Resolves to "erased", "refused" (this server forgets by its own rules only) or "waiting".
  async forget(sender) {
    this.#senders.add(sender);
    this.#keep();
    const told = await forgetConversation(sender);
    if (told !== "waiting") {
      this.#senders.delete(sender);
      this.#keep();
    }
    this.#tryLater();
    return told;
  }

  async #tellAll() {
    for (const sender of [...this.#senders]) {
      if ((await this.forget(sender)) === "waiting") {
        return;
      }
    }
  }

  #tryLater() {
    clearTimeout(this.#timer);
    if (this.#senders.size) {
      this.#timer = setTimeout(() => this.#tellAll(), AGAIN_MS);
    }
  }

  #keep() {
    localStorage.setItem(KEY, JSON.stringify([...this.#senders]));
  }
}
