import { Http, UnreachableError } from "./http.js";
import { Socket } from "./socket.js";

const RETRY_AFTER_MS = [800, 2500];

// Talks to the channel: by websocket, and by HTTP where that does not open. A message carries an id, so sending it
// again is safe: it is answered once.
export class Transport {
  constructor(base) {
    this.http = new Http(base);
    this.socket = new Socket(base);
  }

  start() {
    return this.http.get("webhooks/web/start");
  }

  topics() {
    return this.http.get("webhooks/web/topics");
  }

  vote(sender, messageId, vote, reason) {
    return this.http.send("POST", "webhooks/web/feedback", { sender, message_id: messageId, vote, reason });
  }

  erase(sender) {
    return this.http.send("DELETE", "webhooks/web/conversation", { sender });
  }

  // Ask, and call `receive` with each message of the bot. Raises UnreachableError and RefusedError.
  async ask(sender, message, id, receive) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const way = this.socket.usable ? this.socket : this.http;
        return await way.ask({ sender, message, id }, receive);
      } catch (problem) {
        const again = problem instanceof UnreachableError && !problem.message && navigator.onLine;
        if (!again || attempt > RETRY_AFTER_MS.length) {
          throw problem;
        }
        // The first failure is often just a socket that did not open: HTTP is tried at once.
        await new Promise((resolve) => setTimeout(resolve, attempt ? RETRY_AFTER_MS[attempt - 1] : 0));
      }
    }
  }
}
