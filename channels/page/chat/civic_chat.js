import { Chat } from "./chat.js";
import { stylesheets } from "./styles.js";

const STYLES = ["host", "theme", "frame", "welcome", "talk", "card", "card_foot", "composer", "help", "print"];
const SERVER = new URL("../../", import.meta.url).href; // this file is at static/chat/

// <civic-chat layout="page|panel" mode="children" theme="auto|light|dark|contrast">: the whole chat in one element. It
// tells `civic-chat-ready` when it can be used and `civic-chat-close` when somebody wants it put away.
export class CivicChat extends HTMLElement {
  async connectedCallback() {
    if (this.shadowRoot) {
      return;
    }
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = await stylesheets(STYLES);
    this.chat = new Chat(this, root, SERVER);
    this.tell("civic-chat-ready");
  }

  focus() {
    this.chat?.focus();
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("civic-chat")) {
  customElements.define("civic-chat", CivicChat);
}
