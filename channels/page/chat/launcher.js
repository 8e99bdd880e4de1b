import "./civic_chat.js";
import { coverPage } from "./covering.js";
import { element, icon } from "./dom.js";
import { mark } from "./frame.js";
import { read, write } from "./store.js";
import { stringsFor } from "./strings.js";
import { stylesheets } from "./styles.js";

const WHOLE_SCREEN = "(max-width: 520px), (max-height: 520px)"; // as in launcher.css
const PRINT_ONLY_CHAT = "@media print { body > *:not(civic-chat-launcher) { display: none !important; } }";

// <civic-chat-launcher>: a button in the corner of any page, and the chat in a panel above it.
class CivicChatLauncher extends HTMLElement {
  async connectedCallback() {
    if (this.shadowRoot) {
      return;
    }
    const root = this.attachShadow({ mode: "open" });
    this.words = stringsFor(this.dataset.mode);
    root.adoptedStyleSheets = await stylesheets(["host", "launcher"]);
    root.append(this.build());
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.panel.hidden) {
        this.close();
      }
    });
    this.addEventListener("civic-chat-close", () => this.close());
    this.addEventListener("civic-chat-print", () => this.printing(true));
    this.addEventListener("civic-chat-printed", () => this.printing(false));
    this.wholeScreen = matchMedia(WHOLE_SCREEN);
    this.wholeScreen.addEventListener("change", () => this.cover());
    if (this.dataset.open !== undefined || read("open")) {
      this.open({ focus: false });
    }
  }

  build() {
    const { words } = this;
    const label = this.dataset.label || words.openShort;
    this.button = element(
      "button",
      { type: "button", class: "launch", "aria-expanded": "false", "aria-controls": "panel", onclick: () => this.toggle() },
      mark(),
      element("span", { class: "launch-label" }, label),
      icon("close"),
    );
    this.panel = element("div", { class: "panel", id: "panel", role: "dialog", "aria-label": label, hidden: true });
    return element("section", { class: `corner ${this.dataset.position === "left" ? "left" : "right"}`, "aria-label": label, lang: "ko" }, this.button, this.panel);
  }

  toggle() {
    if (this.panel.hidden) {
      this.open();
    } else {
      this.close();
    }
  }

  open({ focus = true } = {}) {
    if (!this.chat) {
      this.chat = element("civic-chat", { layout: "panel", mode: this.dataset.mode, theme: this.dataset.theme });
      this.chat.addEventListener("civic-chat-ready", () => focus && this.chat.focus(), { once: true });
      this.panel.append(this.chat);
    }
    this.panel.hidden = false;
    this.cover();
    this.button.setAttribute("aria-expanded", "true");
    write("open", true);
    if (focus) {
      this.chat.focus();
    }
  }

  close() {
    this.panel.hidden = true;
    this.cover();
    this.button.setAttribute("aria-expanded", "false");
    write("open", false);
    this.button.focus();
  }

  // On a phone the panel is the whole screen: a modal dialog. In the corner of a large screen the page stays usable.
  cover() {
    const modal = !this.panel.hidden && this.wholeScreen.matches;
    this.uncover?.();
    this.uncover = modal ? coverPage(this) : null;
    if (modal) {
      this.panel.setAttribute("aria-modal", "true");
    } else {
      this.panel.removeAttribute("aria-modal");
    }
  }

  // While the chat prints, the page around it does not.
  printing(begins) {
    this.sheet ??= new CSSStyleSheet();
    this.sheet.replaceSync(begins ? PRINT_ONLY_CHAT : "");
    if (!document.adoptedStyleSheets.includes(this.sheet)) {
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    }
  }
}

if (!customElements.get("civic-chat-launcher")) {
  customElements.define("civic-chat-launcher", CivicChatLauncher);
}

// Put the launcher at the end of the page; `data` are the data attributes of the script that asked for it.
export function addLauncher(data) {
  if (!document.querySelector("civic-chat-launcher")) {
    const launcher = document.createElement("civic-chat-launcher");
    Object.assign(launcher.dataset, data);
    document.body.append(launcher);
  }
}
