// Talk to the staff screen's server; every change carries the page's form token.
let token = document.querySelector('meta[name="form-token"]').content;

export class Refused extends Error {
  constructor(status, body) {
    super(body?.error?.message ?? "서버가 대답하지 않습니다. 잠시 뒤 다시 해 주세요.");
    this.status = status;
    this.body = body;
  }
}

export async function send(path, body) {
  const response = await post(path, body);
  const found = await response.clone().json().catch(() => null);
  // Signed in again in another window: the session is a new one, and so is its token.
  const again = found?.error?.code === "form_expired" && (await renewToken());
  return read(again ? await post(path, body) : response);
}

export async function get(path) {
  return read(await reach(path, { headers: { Accept: "application/json" } }));
}

export async function sound(path, body) {
  const response = await post(path, body);
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => null));
  return response.blob();
}

function post(path, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-Form-Token": token };
  return reach(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function renewToken() {
  const page = await (await reach(location.pathname, {})).text();
  const found = new DOMParser().parseFromString(page, "text/html").querySelector('meta[name="form-token"]')?.content;
  if (!found || found === token) return false;
  token = found;
  return true;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refused(0, null);
  }
}

async function read(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}
