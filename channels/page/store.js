// What is kept for this browser tab only. No cookies; where storage is blocked, memory serves until a reload.
const memory = new Map();
const MOST_ENTRIES = 200;

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key, value) {
  memory.set(key, value);
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
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
// {kind: "user", id, text, payload, state} or {kind: "bot", message}.
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

  save() {
    write("entries", this.entries);
  }
}

export function readTextSize() {
  return read("text-size") ?? 0;
}

export function writeTextSize(step) {
  write("text-size", step);
}
