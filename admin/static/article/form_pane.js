// The form over the YAML. It is built anew only when the YAML was changed elsewhere, so that typing is never disturbed.
import { byId, element } from "../dom.js";

const HINTS = {
  summary: "한두 문장으로 전부. 이것만 읽어도 일을 볼 수 있게",
  how: "순서대로",
  documents: "무엇을 가져가나",
  fee: "얼마인가",
  time: "언제까지, 며칠 걸리나",
  eligibility: "누가 되나",
  where: "어디로 가나",
  hours: "몇 시에 여닫나",
  online: "집에서 되나",
  contact: "담당 부서와 전화",
  penalty: "안 하면, 늦으면",
};

export class FormPane {
  constructor(choices, editable, { onInput, onFacet }) {
    this.host = byId("form");
    this.choices = choices;
    this.editable = editable;
    this.onInput = onInput;
    this.live = new Set();
    this.host.addEventListener("input", () => this.#changed());
    this.host.addEventListener("focusin", (event) => {
      const facet = event.target.closest("[data-facet]")?.dataset.facet;
      if (facet) onFacet(facet);
    });
  }

  show(form, liveQuestions) {
    this.form = structuredClone(form);
    if (liveQuestions) this.live = new Set(liveQuestions);
    this.host.replaceChildren(this.#basics(), this.#questions(), this.#facets(), this.#sources(), this.#links());
    if (!this.editable) for (const field of this.host.querySelectorAll("input, textarea, select, button")) field.disabled = true;
  }

  showBroken() {
    this.host.replaceChildren(element("p", { class: "notice problem" }, "YAML에 틀린 곳이 있어 칸으로 보여 드릴 수 없습니다. 아래에 적힌 줄을 오른쪽 '파일 그대로'에서 고치면 다시 나타납니다."));
  }

  #changed() {
    this.onInput(structuredClone(this.form));
  }

  #rebuild() {
    this.show(this.form);
    this.#changed();
  }

  #basics() {
    const { form } = this;
    const departments = element("select", { onchange: (event) => { form.department = event.target.value; this.#changed(); } });
    for (const { id, name } of this.choices.departments) {
      const option = element("option", { value: id }, name);
      option.selected = id === form.department;
      departments.append(option);
    }
    return group(
      "기본",
      element("div", { class: "switch" }, this.#check("active", "챗봇이 이 글로 답합니다 (끄면 담당 부서만 알려 줍니다)")),
      field("제목 (단추에 보이는 이름)", element("input", { value: form.title, oninput: (event) => { form.title = event.target.value; } })),
      field("담당 부서", departments),
      element("div", { class: "switch" }, this.#check("nationwide", "법으로 정해져 전국이 같은 내용")),
    );
  }

  #check(name, label) {
    const box = element("input", { type: "checkbox", checked: this.form[name], onchange: (event) => { this.form[name] = event.target.checked; this.#changed(); } });
    return element("label", {}, box, ` ${label}`);
  }

  #questions() {
    const { questions } = this.form;
    const list = element("div", { class: "questions" });
    questions.forEach((text, index) => {
      const input = element("input", { value: text, "aria-label": `질문 ${index + 1}`, oninput: (event) => { questions[index] = event.target.value; } });
      const remove = element("button", { type: "button", "aria-label": `질문 ${index + 1} 지우기`, onclick: () => { questions.splice(index, 1); this.#rebuild(); } }, "×");
      list.append(element("div", { class: this.live.has(text) ? "question" : "question fresh" }, input, remove));
    });
    const fresh = element("input", { "aria-label": "새 질문", placeholder: "주민이 물어볼 말을 적고 더하기" });
    const add = () => {
      const text = fresh.value.trim();
      if (!text) return;
      questions.unshift(text);
      // The newest question is shown first and written last in the file.
      this.form.questions = [...questions.slice(1), text];
      this.#rebuild();
      this.host.querySelector("#new-question")?.focus();
    };
    fresh.id = "new-question";
    fresh.addEventListener("input", (event) => event.stopPropagation());
    fresh.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
    const box = group(
      `주민이 묻는 말 (${questions.length}개)`,
      element("div", { class: "question" }, fresh, element("button", { type: "button", onclick: add }, "더하기")),
      list,
    );
    // New questions stand at the end: show them.
    requestAnimationFrame(() => { if (list.querySelector(".fresh")) list.scrollTop = list.scrollHeight; });
    return box;
  }

  #facets() {
    const { form } = this;
    const shown = this.choices.facets.filter(({ id }) => form.facets[id] !== undefined || id === "summary");
    const hidden = this.choices.facets.filter(({ id }) => !shown.some((facet) => facet.id === id));
    const fields = shown.map(({ id, label }) =>
      element("div", { "data-facet": id },
        field(`${label} — ${HINTS[id] ?? ""}`, area(form.facets[id] ?? "", (text) => { form.facets[id] = text; })),
        this.#spoken(id, label)));
    const add = element("select", { "aria-label": "답 항목 더하기" }, element("option", { value: "" }, "답 항목 더하기…"));
    add.append(...hidden.map(({ id, label }) => element("option", { value: id }, label)));
    add.addEventListener("input", (event) => {
      event.stopPropagation();
      if (add.value) { form.facets[add.value] = ""; this.show(form); }
    });
    return group("답", ...fields, hidden.length ? add : null);
  }

  #spoken(id, label) {
    const { speech } = this.form;
    const details = element("details", { class: "more" }, element("summary", {}, `${label}: 말로 할 때 다르게 적기`));
    details.open = Boolean(speech[id]);
    const text = area(speech[id] ?? "", (value) => { speech[id] = value; });
    text.setAttribute("aria-label", `${label} 말로 할 때`);
    details.append(text);
    return details;
  }

  #sources() {
    const { sources } = this.form;
    const entries = sources.map((source, index) => {
      const facets = element("div", { class: "checks", role: "group", "aria-label": "이 근거가 받치는 답" });
      for (const { id, label } of this.choices.facets.filter((facet) => this.form.facets[facet.id] !== undefined)) {
        const box = element("input", { type: "checkbox", checked: source.facets.includes(id), onchange: (event) => {
          source.facets = event.target.checked ? [...source.facets, id] : source.facets.filter((facet) => facet !== id);
          this.#changed();
        } });
        facets.append(element("label", {}, box, ` ${label}`));
      }
      return element("div", { class: "entry" },
        field("근거 (법, 조례, 누리집 이름)", element("input", { value: source.title, oninput: (event) => { source.title = event.target.value; } })),
        facets,
        element("div", { class: "row spread" },
          element("label", {}, "확인한 날 ", element("input", { type: "date", value: source.checked, oninput: (event) => { source.checked = event.target.value; } })),
          element("button", { type: "button", class: "remove", "aria-label": `근거 ${index + 1} 지우기`, onclick: () => { sources.splice(index, 1); this.#rebuild(); } }, "×")));
    });
    const add = element("button", { type: "button", onclick: () => { sources.push({ title: "", facets: [], checked: "" }); this.show(this.form); } }, "근거 더하기");
    return group("근거와 확인한 날", ...entries, add);
  }

  #links() {
    const { links } = this.form;
    const entries = links.map((link, index) => element("div", { class: "entry" },
      field("이름", element("input", { value: link.title, oninput: (event) => { link.title = event.target.value; } })),
      field("주소", element("input", { value: link.url, type: "url", oninput: (event) => { link.url = event.target.value; } })),
      element("button", { type: "button", class: "remove", "aria-label": `링크 ${index + 1} 지우기`, onclick: () => { links.splice(index, 1); this.#rebuild(); } }, "×")));
    const add = element("button", { type: "button", onclick: () => { links.push({ title: "", url: "" }); this.show(this.form); } }, "링크 더하기");
    return group("함께 보여 줄 링크", ...entries, add);
  }
}

function group(title, ...children) {
  return element("fieldset", { class: "group" }, element("legend", {}, title), ...children);
}

function field(label, control) {
  return element("label", { class: "field" }, label, control);
}

function area(text, onText) {
  const control = element("textarea", { rows: String(Math.min(12, Math.max(2, text.split("\n").length + Math.floor(text.length / 60)))), oninput: (event) => onText(event.target.value) });
  control.value = text;
  return control;
}
