import { RefusedError } from "./http.js";

// Sends messages one after another, in order. When one fails everything waits until retry(): nothing is lost,
// and nothing is doubled because a message keeps its id.
export class Outbox {
  constructor(send, events) {
    this.send = send;
    this.events = events; // {sending, received, answered, failed, refused, idle}, each called with the entry
    this.entries = [];
    this.running = false;
  }

  add(entry) {
    this.entries.push(entry);
    return this.run();
  }

  // Whether such a message is under way or waits.
  has(payload) {
    return this.entries.some((entry) => entry.payload === payload);
  }

  retry() {
    return this.run();
  }

  // Forget what waits; the reply to what is under way is dropped.
  clear() {
    this.entries = [];
  }

  async run() {
    if (this.running) {
      return;
    }
    this.running = true;
    while (this.entries.length > 0 && (await this.sendFirst())) {
      // Goes on until all is sent or one fails.
    }
    this.running = false;
    this.events.idle();
  }

  async sendFirst() {
    const entry = this.entries[0];
    this.events.sending(entry);
    let report;
    try {
      await this.send(entry, (message) => {
        if (this.entries[0] === entry) {
          this.events.received(entry, message);
        }
      });
      report = () => this.events.answered(entry);
    } catch (problem) {
      if (!(problem instanceof RefusedError)) {
        if (this.entries[0] === entry) {
          this.events.failed(entry, problem.message);
          return false;
        }
        return true;
      }
      report = () => this.events.refused(entry, problem.message);
    }
    if (this.entries[0] === entry) {
      this.entries.shift();
      report();
    }
    return true;
  }
}
