import { element, forEars, phoneLink, webLink } from "./dom.js";

const BULLET = /^\s*[-•*]\s+(.*)$/;
const NUMBERED = /^\s*(\d{1,2})[.)]\s+(.*)$/;
const ADDRESS = /https:\/\/[^\s<>"'()]*[^\s<>"'().,]/;

// Turn staff-written text into paragraphs and lists; known phone numbers and addresses become links.
export function richText(text, phones, newWindow) {
  const blocks = [];
  for (const line of String(text).split("\n")) {
    const bullet = BULLET.exec(line);
    const numbered = NUMBERED.exec(line);
    if (bullet) {
      listAtEnd(blocks, "UL").append(element("li", {}, ...linked(bullet[1], phones, newWindow)));
    } else if (numbered) {
      const list = listAtEnd(blocks, "OL", numbered[1]);
      list.append(element("li", {}, ...linked(numbered[2], phones, newWindow)));
    } else if (line.trim()) {
      blocks.push(element("p", {}, ...linked(line.trim(), phones, newWindow)));
    }
  }
  return blocks;
}

function listAtEnd(blocks, tag, start = "1") {
  const last = blocks.at(-1);
  if (last?.tagName === tag) {
    return last;
  }
  const list = element(tag.toLowerCase(), start === "1" ? {} : { start });
  blocks.push(list);
  return list;
}

// The text with its phone numbers and addresses as links.
export function linked(text, phones, newWindow) {
  const numbers = [...phones].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp([ADDRESS.source, ...numbers.map((n) => `(?<![\\d-])${n}(?![\\d-])`)].join("|"), "g");
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    parts.push(text.slice(end, found.index), link(found[0], newWindow));
    end = found.index + found[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

function link(found, newWindow) {
  if (!found.startsWith("https:")) {
    return phoneLink(found, { class: "inline-link" });
  }
  return webLink(found, found, { class: "inline-link" }, forEars(` (${newWindow})`)) ?? found;
}

function escaped(number) {
  return number.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
