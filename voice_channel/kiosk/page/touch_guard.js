// For hands that shake: the second touch of a double tap must not reach what has just come on the screen.
const SETTLE_MS = 500;
let settling = 0;

// No touch counts for half a second; the keyboard does (kiosk.css).
export function settle() {
  clearTimeout(settling);
  document.body.dataset.settling = "";
  settling = setTimeout(() => delete document.body.dataset.settling, SETTLE_MS);
}

// A touch that does not count leaves the focus where it is. A button shows for half a second that it was pressed, also
// when its answer takes longer.
export function guardTouches() {
  addEventListener("mousedown", (event) => "settling" in document.body.dataset && event.preventDefault());
  addEventListener("pointerdown", ({ target }) => {
    const pressed = target.closest?.("button");
    pressed?.classList.add("pressed");
    setTimeout(() => pressed?.classList.remove("pressed"), SETTLE_MS);
  });
}
