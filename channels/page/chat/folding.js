import { button, element } from "./dom.js";

const LONG = 420; // characters; about a phone's screen
const SHOWN = 260;

// Show the beginning of a long answer and the rest on demand. What is short stays whole.
export function folded(blocks, words) {
  const pieces = blocks.flatMap((block) => (/^[UO]L$/.test(block.tagName) ? [...block.children] : [block]));
  const length = (piece) => piece.textContent.length;
  if (pieces.reduce((sum, piece) => sum + length(piece), 0) <= LONG) {
    return blocks;
  }
  let shown = 0;
  const rest = pieces.filter((piece) => {
    const fits = shown < SHOWN;
    shown += length(piece);
    return !fits;
  });
  if (!rest.length) {
    return blocks;
  }
  const hide = (hidden) => {
    rest.forEach((piece) => piece.classList.toggle("folded", hidden));
    blocks.forEach((block) => {
      const empty = block.children.length > 0 && [...block.children].every((child) => child.classList.contains("folded"));
      block.classList.toggle("folded-list", empty && /^[UO]L$/.test(block.tagName));
    });
    toggle.setAttribute("aria-expanded", String(!hidden));
    toggle.replaceChildren(hidden ? words.unfold : words.fold);
  };
  const toggle = button("fold", () => hide(toggle.getAttribute("aria-expanded") === "true"));
  hide(true);
  return [...blocks, element("div", { class: "fold-row" }, toggle)];
}
