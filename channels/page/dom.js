const SVG = "http://www.w3.org/2000/svg";

// Make an element. Text goes in as text, never as markup; properties starting with "on" are listeners.
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function forEars(text) {
  return element("span", { class: "for-ears" }, text);
}

// A number as a link that dials it. Only digits and hyphens reach the address.
export function phoneLink(number, properties = {}, ...children) {
  const address = `tel:${String(number).replace(/[^\d-]/g, "")}`;
  return element("a", { ...properties, href: address }, ...(children.length ? children : [String(number)]));
}

// A link to another site, or null when the address is not https.
export function webLink(title, url, properties = {}, ...children) {
  let address;
  try {
    address = new URL(url);
  } catch {
    return null;
  }
  if (address.protocol !== "https:") {
    return null;
  }
  const safe = { ...properties, href: address.href, target: "_blank", rel: "noopener noreferrer" };
  return element("a", safe, String(title), ...children);
}
