import { ICONS } from "./icons.js";

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

export function svgElement(tag, properties = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(properties).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

export function icon(name) {
  const path = svgElement("path", { d: ICONS[name] });
  return svgElement("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, path);
}

export function button(kind, onclick, ...children) {
  return element("button", { type: "button", class: kind, onclick }, ...children);
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
