// For hands that shake: the second touch of a double tap must not reach what has just come on the screen.
const SETTLE_MS = 500;
let settling = 0;

// No touch counts for half a second; the keyboard does (kiosk.css).
export function settle() {
  clearTimeout(settling);
  document.body.dataset.settling = "";
  settling = setTimeout(() => delete document.body.dataset.settling, SETTLE_MS);
}

// A touch that does not count leaves the focus where it is. A button that was touched shows it for half a second, and takes
// no second touch meanwhile.
export function guardTouches() {
  addEventListener("mousedown", (event) => "settling" in document.body.dataset && event.preventDefault());
  addEventListener("click", press, { capture: true }); // before the button changes its words
}

// `touches` is how often a finger or mouse came down in a row; 0 means the keyboard.
function press({ target, detail: touches }) {
  const pressed = touches ? target.closest("button") : null;
  pressed?.classList.add("pressed");
  setTimeout(() => pressed?.classList.remove("pressed"), SETTLE_MS);
}
