// Talk to the staff screen's server; every change carries the page's form token.
const token = document.querySelector('meta[name="form-token"]').content;

export class Refused extends Error {
  constructor(status, body) {
    super(body?.error?.message ?? "서버가 대답하지 않습니다. 잠시 뒤 다시 해 주세요.");
    this.status = status;
    this.body = body;
  }
}

export async function send(path, body) {
  return read(await reach(path, { method: "POST", headers: { ...JSON_HEADERS, "Content-Type": "application/json" }, body: JSON.stringify(body) }));
}

export async function get(path) {
  return read(await reach(path, { headers: JSON_HEADERS }));
}

export async function sound(path, body) {
  const response = await reach(path, { method: "POST", headers: { ...JSON_HEADERS, "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => null));
  return response.blob();
}

const JSON_HEADERS = { Accept: "application/json", "X-Form-Token": token };

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
