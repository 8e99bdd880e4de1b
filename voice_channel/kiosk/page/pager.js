import { button, element } from "./dom.js";
import { strings } from "./strings.js";

// Blocks in pages that fit the screen, turned with two large buttons: nobody has to scroll.
export class Pager {
  #blocks;
  #groups;
  #pages = [];
  #place = 0;

  // `groups`: blocks that each begin a page (steps); `label(place, all)` says where one is.
  constructor(blocks, { className = "", label = strings.pages, groups = null } = {}) {
    this.#blocks = blocks;
    this.#groups = groups;
    this.label = label;
    this.page = element("div", { class: `page ${className}`, "aria-live": "polite" });
    this.where = element("p", { class: "where" });
    this.previous = button("turn", "back", strings.previous, () => this.#turn(-1));
    this.next = button("turn turn-next", "next", strings.next, () => this.#turn(1));
    this.turns = element("div", { class: "turns" }, this.previous, this.where, this.next);
    this.element = element("div", { class: "pager" }, this.page, this.turns);
  }

  // Divide anew: call it when the element is in the page, and when sizes change.
  layOut() {
    const first = this.#pages[this.#place]?.[0];
    this.turns.hidden = true;
    this.#pages = this.#divide();
    if (this.#pages.length > 1) {
      this.turns.hidden = false;
      this.#pages = this.#divide();
    }
    this.#show(Math.max(0, this.#pages.findIndex((page) => page.includes(first))));
  }

  #divide() {
    const pages = [[]];
    this.page.replaceChildren();
    for (const block of this.#blocks) {
      const page = pages.at(-1);
      this.page.append(block);
      const starts = this.#groups?.has(block) || this.page.scrollHeight > this.page.clientHeight + 1;
      if (page.length && starts) {
        this.page.replaceChildren(block);
        pages.push([block]);
      } else {
        page.push(block);
      }
    }
    return pages;
  }

  #turn(by) {
    this.#show(this.#place + by);
    if (document.activeElement?.disabled || document.activeElement === document.body) {
      (by > 0 ? this.previous : this.next).focus();
    }
  }

  #show(place) {
    this.#place = place;
    const last = this.#pages.length - 1;
    this.page.replaceChildren(...this.#pages[place]);
    this.page.scrollTop = 0;
    // With the largest letters a single block may be higher than its page: then it can be scrolled, by key too.
    const scrolls = this.page.scrollHeight > this.page.clientHeight + 1;
    this.page.toggleAttribute("data-scrolls", scrolls);
    this.page.tabIndex = scrolls ? 0 : -1;
    this.previous.disabled = place === 0;
    this.next.disabled = place === last;
    this.where.textContent = this.label(place + 1, last + 1);
  }
}
