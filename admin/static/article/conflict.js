// Somebody else saved first: keep both, look at theirs, or start from theirs.
import { send } from "../api.js";
import { byId, element } from "../dom.js";

export function showConflict(message, { base, mine, theirs, path, onText }) {
  const take = (text, said) => { byId("notices").replaceChildren(element("p", { class: "notice" }, said)); onText(text); };
  const join = async () => {
    try {
      const { text, clashes } = await send(`${path}/merge`, { base, text: mine(), theirs });
      const said = clashes.length
        ? `합쳤습니다. 두 사람이 다르게 고친 곳(${clashes.join(", ")})은 내가 적은 것을 남겼으니 살펴봐 주세요.`
        : "합쳤습니다. 두 사람이 고친 것이 모두 들어 있습니다.";
      take(text, said);
    } catch (error) {
      box.append(element("p", {}, error.message));
    }
  };
  const box = element("div", { class: "notice care", role: "alert" },
    element("p", {}, element("strong", {}, message), " 내가 적던 것은 그대로 있습니다."),
    element("div", { class: "row" },
      element("button", { type: "button", class: "strong", onclick: join }, "둘 다 살려 합치기"),
      element("button", { type: "button", onclick: () => take(theirs, "다른 사람이 저장한 글을 불러왔습니다.") }, "내 것을 버리고 새 글 보기")),
    element("details", { class: "more" }, element("summary", {}, "저장된 글 보기"), element("pre", { class: "diff", tabindex: "0" }, theirs)));
  byId("notices").replaceChildren(box);
}

// What went wrong, beside the buttons; without a session also the way back to one, leaving this page as it is.
export function showTrouble(error) {
  const signIn = { href: "/sign-in", text: "새 창에서 로그인한 뒤 다시 눌러 주세요", target: "_blank" };
  return showNotice(error.message, "problem", error.status === 401 ? signIn : undefined);
}

export function clearNotice() {
  byId("notices").querySelector(":scope > .notice[role='status']")?.remove();
}

export function showNotice(message, kind = "", link) {
  const notice = element("p", { class: `notice ${kind}`, role: kind === "problem" ? "alert" : "status" }, message);
  if (link) notice.append(" ", element("a", link.target ? { href: link.href, target: link.target } : { href: link.href }, link.text));
  byId("notices").replaceChildren(notice);
  return notice;
}
