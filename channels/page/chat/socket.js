import { UnreachableError, problemFor } from "./http.js";

const OPENING_MS = 3000;
const PATIENCE_MS = 20000;
const REST_MS = 60000; // after a failure to open, before it is tried again

// The channel over a websocket: messages arrive one by one. Opened with the first question, one question at a time.
export class Socket {
  constructor(base) {
    this.address = new URL("webhooks/web/socket", base);
    this.address.protocol = this.address.protocol.replace("http", "ws");
    this.socket = null;
    this.pending = null;
    this.restUntil = 0;
    addEventListener("offline", () => this.close()); // it would take long to notice by itself
  }

  // Tells whether it is worth trying.
  get usable() {
    return "WebSocket" in globalThis && navigator.onLine && Date.now() >= this.restUntil;
  }

  async ask(message, receive) {
    const socket = await this.open();
    return new Promise((resolve, reject) => {
      this.pending = { id: message.id, receive, resolve, reject };
      this.wait();
      socket.send(JSON.stringify(message));
    });
  }

  close() {
    const { socket } = this;
    socket?.close();
    this.lost(socket);
  }

  open() {
    if (this.socket?.readyState === WebSocket.OPEN) {
      return Promise.resolve(this.socket);
    }
    return new Promise((resolve, reject) => {
      let socket;
      try {
        socket = new WebSocket(this.address);
      } catch {
        this.rest();
        reject(new UnreachableError(""));
        return;
      }
      const late = setTimeout(() => socket.close(), OPENING_MS);
      let opened = false;
      socket.onopen = () => {
        clearTimeout(late);
        opened = true;
        this.socket = socket;
        resolve(socket);
      };
      socket.onmessage = ({ data }) => this.receive(JSON.parse(data));
      socket.onclose = () => {
        clearTimeout(late);
        if (!opened) {
          this.rest();
          reject(new UnreachableError(""));
        }
        this.lost(socket);
      };
    });
  }

  rest() {
    this.restUntil = Date.now() + REST_MS;
  }

  receive(frame) {
    if (!this.pending || frame.id !== this.pending.id) {
      return;
    }
    if (frame.type === "message") {
      this.wait();
      this.pending.receive(frame.message);
    } else if (frame.type === "done") {
      this.settle(({ resolve }) => resolve());
    } else if (frame.type === "error") {
      this.settle(({ reject }) => reject(problemFor(frame.error.status, frame.error.message)));
    }
  }

  lost(socket) {
    if (socket && this.socket === socket) {
      this.socket = null;
      this.settle(({ reject }) => reject(new UnreachableError("")));
    }
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.close(), PATIENCE_MS);
  }

  settle(how) {
    clearTimeout(this.timer);
    const pending = this.pending;
    this.pending = null;
    if (pending) {
      how(pending);
    }
  }
}
