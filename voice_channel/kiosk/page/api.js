// What the kiosk asks the server for, beside the conversation itself (/voice/client.js).
async function fetchJson(address) {
  const response = await fetch(address, { credentials: "omit" });
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  return response.json();
}

export const fetchStart = () => fetchJson("/kiosk/start");

export const fetchTopics = (domain) => fetchJson(`/kiosk/topics/${encodeURIComponent(domain)}`);

export const qrAddress = (text) => `/kiosk/qr?text=${encodeURIComponent(text)}`;

export async function callStaff() {
  const response = await fetch("/kiosk/staff", { method: "POST", credentials: "omit" }).catch(() => null);
  return response?.ok ?? false;
}

// Have the server forget the conversation as well: "erased", "refused", or "waiting" when it was not reached.
export async function forgetConversation(sender) {
  const options = {
    method: "DELETE",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sender }),
    credentials: "omit",
    keepalive: true,
  };
  const response = await fetch("/webhooks/web/conversation", options).catch(() => null);
  if (response?.ok) {
    return "erased";
  }
  return !response || response.status === 429 || response.status >= 500 ? "waiting" : "refused";
}
