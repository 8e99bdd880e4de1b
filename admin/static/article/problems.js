// What is wrong, in Korean with the line; a click goes there.
import { byId, element } from "../dom.js";

const KINDS = { error: ["고쳐야 해요", "alarm"], warning: ["살펴봐 주세요", "care"], report: ["확인 필요", "care"] };
const MOST = 30;

export function showProblems(problems, changed, needsTraining, goTo) {
  const host = byId("problems");
  const errors = problems.filter((problem) => problem.level === "error").length;
  const said = errors ? `고칠 곳이 ${errors}군데 있습니다.` : summary(changed, needsTraining);
  const list = element("ul", {}, ...problems.slice(0, MOST).map((problem) => row(problem, goTo)));
  const details = element("details", { class: "more" }, element("summary", {}, `알려 드릴 것 ${problems.length}건`), list);
  details.open = errors > 0 || problems.some((problem) => problem.code === "stale_speech");
  host.replaceChildren(element("p", {}, element("strong", {}, said)), ...(problems.length ? [details] : []));
}

function summary(changed, needsTraining) {
  if (!changed.length) return "바뀐 것이 없습니다.";
  const what = `바뀐 곳: ${changed.join(", ")}.`;
  return needsTraining ? `${what} 질문이 바뀌어 1~2분 학습한 뒤 반영됩니다.` : `${what} 누르면 2초 안에 반영됩니다.`;
}

function row(problem, goTo) {
  const [label, tone] = KINDS[problem.level] ?? KINDS.report;
  const place = problem.line ? `${problem.line}번째 줄` : "글 전체";
  const text = `${place}: ${problem.message} → ${problem.remedy}`;
  const button = element("button", { type: "button", class: "plain", onclick: () => problem.line && goTo(problem.line) },
    element("span", { class: `tag ${tone}` }, label), ` ${text}`);
  return element("li", {}, button);
}
