const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

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
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

export function button(className, iconName, label, onclick) {
  return element(
    "button",
    { type: "button", class: className, onclick },
    iconName ? icon(iconName) : null,
    element("span", {}, label),
  );
}

// Give a button of the page's frame its icon and words.
export function dress(target, iconName, label) {
  target.replaceChildren(icon(iconName), element("span", {}, label));
}
