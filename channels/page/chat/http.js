// The channel over plain HTTP.
const PATIENCE_MS = 20000;

// The server was not reached or is in trouble: the message may be sent again later.
export class UnreachableError extends Error {}

// The server will not take this message; `message` is its Korean sentence.
export class RefusedError extends Error {}

export function problemFor(status, sentence) {
  if (status === 429) {
    return new UnreachableError(sentence ?? "");
  }
  return status >= 500 ? new UnreachableError("") : new RefusedError(sentence ?? "");
}

export class Http {
  constructor(base) {
    this.base = base;
  }

  get(path) {
    return this.request(path);
  }

  send(method, path, body) {
    const headers = { "Content-Type": "application/json" };
    return this.request(path, { method, headers, body: JSON.stringify(body) });
  }

  async ask(message, receive) {
    const { messages } = await this.send("POST", "webhooks/web/messages", message);
    messages.forEach(receive);
  }

  async request(path, options = {}) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const address = new URL(path, this.base);
      const response = await fetch(address, { ...options, credentials: "omit", signal: patience.signal });
      const content = await response.json();
      if (response.ok) {
        return content;
      }
      throw problemFor(response.status, content?.error?.message);
    } catch (problem) {
      if (problem instanceof UnreachableError || problem instanceof RefusedError) {
        throw problem;
      }
      throw new UnreachableError("");
    } finally {
      clearTimeout(timer);
    }
  }
}
