// The answer as a resident sees and hears it.
import { sound } from "../api.js";
import { byId, element } from "../dom.js";

export class Preview {
  constructor() {
    this.host = byId("preview");
    this.facet = "summary";
    this.answers = [];
    this.stale = {};
  }

  // Turn to the answer that is being edited.
  follow(facet) {
    if (facet === this.facet) return;
    this.facet = facet;
    this.show(this.answers, this.stale);
  }

  show(answers, stale = {}) {
    this.answers = answers;
    this.stale = stale;
    if (!answers.length) {
      this.host.replaceChildren(element("p", { class: "quiet" }, "틀린 곳을 고치면 여기에 답이 나타납니다."));
      return;
    }
    const answer = answers.find((candidate) => candidate.facet === this.facet) ?? answers[0];
    const labels = Object.fromEntries(answers[0].facets.map(({ facet, label }) => [facet, label]));
    const chips = element("div", { class: "chips", role: "group", "aria-label": "어느 답을 볼까요" });
    for (const { facet } of answers) {
      const chip = element("button", { type: "button", "aria-pressed": String(facet === answer.facet), onclick: () => this.follow(facet) }, labels[facet] ?? facet);
      chips.append(chip);
    }
    this.host.replaceChildren(chips, card(answer), this.#spoken(answer));
  }

  #spoken(answer) {
    const status = element("span", { class: "quiet", role: "status" });
    const listen = element("button", { type: "button", onclick: () => this.#listen(answer.speech, status) }, "들어 보기");
    return element("div", { class: "spoken" },
      element("h3", {}, "말로 들을 때"),
      this.stale[answer.facet] ? element("p", { class: "notice care" }, this.stale[answer.facet]) : null,
      element("p", { class: "aloud" }, answer.speech),
      element("div", { class: "row" }, listen, status));
  }

  async #listen(text, status) {
    this.player?.pause();
    status.textContent = "소리를 만드는 중…";
    try {
      const address = URL.createObjectURL(await sound("/articles/speak", { text }));
      this.player = new Audio(address);
      this.player.addEventListener("ended", () => { URL.revokeObjectURL(address); status.textContent = ""; });
      await this.player.play();
      status.textContent = "챗봇 목소리로 읽는 중";
    } catch {
      // Without the bot's voice the browser's own still tells how it sounds.
      if (!("speechSynthesis" in window)) { status.textContent = "이 컴퓨터에서는 들을 수 없습니다."; return; }
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = "ko-KR";
      speechSynthesis.cancel();
      speechSynthesis.speak(utterance);
      status.textContent = "브라우저 목소리로 읽는 중";
    }
  }
}

function card(answer) {
  const sources = answer.sources.length ? `근거: ${answer.sources.join(" · ")}${answer.checked ? ` (확인 ${answer.checked})` : ""}` : null;
  return element("article", { class: "answer" },
    element("h3", {}, answer.title),
    element("p", { class: "text" }, answer.text),
    element("footer", {},
      element("div", {}, `담당: ${answer.department.contact}`),
      sources && element("div", {}, sources),
      answer.needs_confirmation ? element("div", { class: "tag care" }, "주민에게 전화로 확인하라고 덧붙입니다") : null));
}
