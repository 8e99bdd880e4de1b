import { THEMES } from "./appearance.js";
import { button, element, icon } from "./dom.js";

// The tools at the top and the sheet they open below: deletion asks there, and the rest of the choices are there.
export class Toolbar {
  // `acts`: restart, erase, textSize, setTheme, setMode, print, tour; `state()`: {largest, theme, children}.
  constructor(parts, words, acts, state) {
    Object.assign(this, { sheet: parts.sheet, words, acts, state });
    const tool = (kind, name, label, act) => button(`tool tool-${kind}`, act, icon(name), element("span", {}, label));
    this.restart = tool("restart", "restart", words.restart, () => this.act(acts.restart));
    this.erase = tool("erase", "trash", words.erase, () => this.toggle(this.erase, () => this.question()));
    this.size = tool("size", "text-size", "", () => this.act(acts.textSize));
    this.more = tool("more", "more", words.more, () => this.toggle(this.more, () => this.choices()));
    [this.erase, this.more].forEach((opener) => opener.setAttribute("aria-expanded", "false"));
    parts.tools.append(this.restart, this.erase, this.size, this.more);
    this.sheet.addEventListener("keydown", (event) => this.onKey(event));
    parts.tools.addEventListener("keydown", (event) => this.onKey(event));
    this.update();
  }

  update() {
    this.size.querySelector("span").textContent = this.state().largest ? this.words.textNormal : this.words.textLarger;
  }

  act(act) {
    this.close();
    act();
    this.update();
  }

  toggle(opener, content) {
    if (this.opener === opener) {
      this.close();
      return;
    }
    this.close();
    this.opener = opener;
    opener.setAttribute("aria-expanded", "true");
    this.sheet.replaceChildren(...content());
    this.sheet.hidden = false;
    this.sheet.querySelector("button, input").focus();
  }

  close({ focus = false } = {}) {
    const opener = this.opener;
    this.opener = null;
    this.sheet.hidden = true;
    this.sheet.replaceChildren();
    opener?.setAttribute("aria-expanded", "false");
    if (focus) {
      opener?.focus();
    }
  }

  onKey(event) {
    if (event.key === "Escape" && this.opener) {
      event.stopPropagation();
      this.close({ focus: true });
    }
  }

  question() {
    const { words } = this;
    const keep = button("chip", () => this.close({ focus: true }), words.eraseNo);
    const yes = button("chip alarm", () => this.act(this.acts.erase), icon("trash"), words.eraseYes);
    const text = element("p", { id: "erase-question" }, words.eraseAsk);
    return [element("div", { class: "erase-question", role: "group", "aria-labelledby": "erase-question" }, text, element("div", { class: "chip-row" }, keep, yes))];
  }

  choices() {
    const { words, acts } = this;
    const { theme, children } = this.state();
    const act = (kind, label, what) => button("choice", () => this.act(what), icon(kind), element("span", {}, label));
    const wording = act("easy", words.wording, () => acts.setMode(children ? "adults" : "children"));
    wording.setAttribute("aria-pressed", String(children));
    return [
      this.themes(theme),
      element("div", { class: "choices" }, wording, act("print", words.print, acts.print), act("help", words.tour, acts.tour)),
    ];
  }

  themes(chosen) {
    const { words, acts } = this;
    const options = THEMES.map((theme) => {
      const properties = { type: "radio", name: "theme", value: theme, checked: theme === chosen, onchange: () => acts.setTheme(theme) };
      return element("label", { class: "theme" }, element("input", properties), element("span", {}, words.themes[theme]));
    });
    return element("fieldset", { class: "themes" }, element("legend", { class: "group-name" }, words.theme), ...options);
  }
}
