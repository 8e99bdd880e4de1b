import { button, element, icon } from "./dom.js";
import { read, write } from "./store.js";
import { tourPicture } from "./tour_pictures.js";

// How to use the chat, in four steps with pictures. It stands in the page and takes nothing away: whoever asks a
// question goes on, and it can be left at any step.
export class Tour {
  constructor(place, { words, heading, done }) {
    Object.assign(this, { place, words, heading, done });
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.step !== undefined) {
        event.stopPropagation();
        this.end();
      }
    });
  }

  // The first time in this tab, offer it; later it is in the menu.
  invite() {
    if (read("tour-seen")) {
      return;
    }
    this.place.replaceChildren(
      element("p", {}, this.words.tourInvite),
      element(
        "div",
        { class: "tour-buttons" },
        button("chip tour-start", () => this.show(0), icon("help"), this.words.tourStart),
        button("chip", () => this.end(), this.words.tourSkip),
      ),
    );
    this.place.hidden = false;
  }

  show(step) {
    const { words } = this;
    this.step = step;
    const [title, text] = words.tourSteps[step];
    const last = step === words.tourSteps.length - 1;
    const name = element(`h${this.heading + 1}`, { class: "tour-title", tabindex: "-1" }, title);
    this.place.replaceChildren(
      element("p", { class: "group-name" }, words.tourStep(step + 1, words.tourSteps.length)),
      tourPicture(step),
      name,
      element("p", {}, text),
      element(
        "div",
        { class: "tour-buttons" },
        step ? button("chip", () => this.show(step - 1), words.tourBack) : null,
        button("chip strong", () => (last ? this.end() : this.show(step + 1)), last ? words.tourDone : words.tourNext),
        last ? null : button("chip", () => this.end(), words.tourSkip),
      ),
    );
    this.place.hidden = false;
    name.focus();
    this.place.scrollIntoView({ block: "nearest" });
  }

  // Somebody who asks a question needs no tour.
  seen() {
    write("tour-seen", true);
    this.place.hidden = true;
    this.place.replaceChildren();
    this.step = undefined;
  }

  end() {
    this.seen();
    this.done();
  }
}
