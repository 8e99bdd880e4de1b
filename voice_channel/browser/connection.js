const RETRY_AFTER_MS = [300, 700, 1500, 3000, 5000];
const MOST_UNANSWERED = 160; // frames: about ten seconds of sound nobody answers

// A websocket that comes back by itself. Answers to frames tell a dead line from a quiet one.
export class Connection {
  #socket = null;
  #timer = 0;
  #attempts = 0;
  #unanswered = 0;

  // `opened()` when messages may be sent, `message(object)`, `changed()` when `isOpen` or `failed` changed.
  constructor(url, { opened, message, changed }) {
    this.url = url;
    this.opened = opened;
    this.message = message;
    this.changed = changed;
    this.wanted = false;
    this.online = () => this.#retryNow();
    this.offline = () => this.#drop();
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  // It was tried and there is no connection.
  get failed() {
    return this.#attempts > 0 && !this.isOpen;
  }

  open() {
    if (!this.wanted) {
      this.wanted = true;
      addEventListener("online", this.online);
      addEventListener("offline", this.offline);
      this.#connect();
    }
  }

  close() {
    this.wanted = false;
    removeEventListener("online", this.online);
    removeEventListener("offline", this.offline);
    clearTimeout(this.#timer);
    this.#forget()?.close();
  }

  // A new connection without delay: the server keeps nothing of the old one.
  restart() {
    if (this.wanted) {
      this.#forget()?.close();
      this.#retryNow();
    }
  }

  send(text) {
    if (this.isOpen) {
      this.#socket.send(text);
    }
    return this.isOpen;
  }

  sendFrame(frame) {
    if (!this.isOpen) {
      return;
    }
    this.#unanswered += 1;
    if (this.#unanswered > MOST_UNANSWERED) {
      this.#drop();
      return;
    }
    this.#socket.send(frame);
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#unanswered = 0;
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempts = 0;
      this.opened();
      this.changed();
    };
    socket.onmessage = ({ data }) => {
      this.#unanswered = 0;
      this.message(JSON.parse(data));
    };
    socket.onclose = () => this.#drop();
    this.changed();
  }

  #drop() {
    this.#forget()?.close();
    const wait = RETRY_AFTER_MS[Math.min(this.#attempts, RETRY_AFTER_MS.length - 1)];
    this.#attempts += 1;
    this.changed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #retryNow() {
    if (!this.isOpen) {
      this.#forget()?.close();
      this.#connect();
    }
  }

  #forget() {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
    }
    return socket;
  }
}

export function newSender() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `voice-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

// The websocket of the server this file came from.
export function voiceAddress() {
  const url = new URL("../voice", import.meta.url);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
