const loaded = new Map();

// Style sheets of the chat by name. They are built, not written into the page: a strict policy for styles stays strict.
export function stylesheets(names) {
  return Promise.all(names.map(load));
}

function load(name) {
  if (!loaded.has(name)) {
    loaded.set(name, fetchSheet(name));
  }
  return loaded.get(name);
}

async function fetchSheet(name) {
  const sheet = new CSSStyleSheet();
  try {
    const response = await fetch(new URL(`${name}.css`, import.meta.url), { credentials: "omit" });
    await sheet.replace(await response.text());
  } catch {
    loaded.delete(name); // bare, but it works
  }
  return sheet;
}
