// What is kept for this browser tab only. No cookies; where storage is blocked, memory serves until a reload.
const PREFIX = "civic-chat:";
const MOST_ENTRIES = 200;
const memory = new Map();

export function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key)) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function write(key, value) {
  memory.set(key, value);
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Blocked or full: the copy in memory is what is left.
  }
}

// crypto.randomUUID exists on https and localhost only; this works on a plain office address too.
export function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The conversation of this tab: its id and what was said. An entry is
// {kind: "user", id, text, payload, state, crisis?} or {kind: "bot", message, vote?}.
export class Conversation {
  constructor() {
    this.sender = read("sender") ?? this.renew();
    this.entries = read("entries") ?? [];
  }

  renew() {
    this.sender = newToken();
    this.entries = [];
    write("sender", this.sender);
    write("entries", this.entries);
    return this.sender;
  }

  add(entry) {
    this.entries.push(entry);
    this.entries = this.entries.slice(-MOST_ENTRIES);
    this.save();
  }

  // Tells whether an answer is already shown: a question sent again gets answers with the same ids.
  hasAnswer(id) {
    return Boolean(id) && this.entries.some((entry) => entry.kind === "bot" && entry.message.id === id);
  }

  // A sentence about a crisis is shown, never kept.
  save() {
    write("entries", this.entries.filter((entry) => !entry.crisis));
  }
}

// A tab made as a copy of another one has that one's conversation. Calls `copied` when there is such another tab.
export function watchForCopies(conversation, copied) {
  if (!("BroadcastChannel" in globalThis)) {
    return;
  }
  const channel = new BroadcastChannel("civic-chat");
  const me = newToken();
  channel.onmessage = ({ data }) => {
    if (data.sender !== conversation.sender || data.from === me) {
      return;
    }
    if (data.asks) {
      channel.postMessage({ sender: conversation.sender, from: me, to: data.from });
    } else if (data.to === me) {
      copied();
    }
  };
  channel.postMessage({ sender: conversation.sender, from: me, asks: true });
}
