// Talks to the channel. A message carries an id, so sending it again is safe: it is answered once.
const RETRY_AFTER_MS = [800, 2500];
const PATIENCE_MS = 20000;

// The server was not reached or is in trouble: the message may be sent again later.
export class UnreachableError extends Error {}

// The server will not take this message; `message` is its Korean sentence.
export class RefusedError extends Error {}

export async function fetchStart() {
  return request("/webhooks/web/start");
}

export async function sendMessage(sender, message, id) {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sender, message, id }),
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await request("/webhooks/web/messages", options)).messages;
    } catch (problem) {
      const again = problem instanceof UnreachableError && !problem.message && navigator.onLine;
      if (!again || attempt >= RETRY_AFTER_MS.length) {
        throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS[attempt]));
    }
  }
}

async function request(address, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
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

function problemFor(status, sentence) {
  if (status === 429) {
    return new UnreachableError(sentence ?? "");
  }
  return status >= 500 ? new UnreachableError("") : new RefusedError(sentence ?? "");
}
