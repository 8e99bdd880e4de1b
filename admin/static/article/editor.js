// The editor of one article: form and YAML side by side, checked while one types.
import { get, send } from "../api.js";
import { byId, fromJson, later } from "../dom.js";
import { clearNotice, showConflict, showNotice, showTrouble } from "./conflict.js";
import { FormPane } from "./form_pane.js";
import { Preview } from "./preview.js";
import { showProblems } from "./problems.js";
import { YamlPane } from "./yaml_pane.js";

const TYPING_PAUSE = 250;
const WATCH_EVERY = 5000;
const start = fromJson("start");
const path = `/articles/${start.key}`;
const state = {
  revision: start.revision,
  digest: start.base_digest, // the file that the work on this page is based on
  file: start.base_text,
  loaded: start.draft_text ?? start.file_text, // the draft, or the file without one
  busy: false,
  asked: 0,
};

const preview = new Preview();
const yaml = new YamlPane(later(TYPING_PAUSE, () => check({ text: yaml.text }, "yaml")));
const form = new FormPane(fromJson("choices"), start.may_edit, {
  onInput: later(TYPING_PAUSE, (fields) => check({ text: yaml.text, form: fields }, "form")),
  onFacet: (facet) => preview.follow(facet),
});

async function check(body, origin) {
  state.asked += 1;
  const mine = state.asked;
  try {
    const found = await send(`${path}/check`, body);
    if (mine === state.asked) show(found, origin);
    state.trouble?.remove(); // it works again
  } catch (error) {
    state.trouble = showTrouble(error);
  }
}

function show(found, origin) {
  yaml.show(found.text);
  yaml.mark(found.problems);
  if (origin !== "form") {
    if (found.form) form.show(found.form, state.liveQuestions);
    else form.showBroken();
  }
  preview.show(found.answers, found.stale_speech);
  showProblems(found.problems, found.changed, found.needs_training, (line) => {
    turnTo("yaml");
    yaml.goTo(line);
  });
  if (byId("publish")) byId("publish").disabled = !found.ok || (!found.changed.length && !state.revision);
  if (byId("review")) byId("review").disabled = !found.ok;
  if (byId("saved")) byId("saved").textContent = yaml.text === state.loaded ? "" : "저장하지 않은 것이 있습니다";
}

async function save(then, note) {
  if (state.busy) return;
  state.busy = true;
  lock(true);
  try {
    const result = await send(`${path}/save`, { text: yaml.text, revision: state.revision, file_digest: state.digest, then, note });
    follow(result);
    said(then, result);
  } catch (error) {
    if (error.status === 409) conflict(error.body);
    else showTrouble(error);
  } finally {
    state.busy = false;
    lock(false);
  }
}

function follow(result) {
  state.revision = result.revision;
  state.digest = result.file_digest;
  state.file = result.file_text;
  state.loaded = yaml.text;
  byId("saved").textContent = "";
}

function said(then, result) {
  if (then === "publish" && result.status === "done") showNotice("반영했습니다. 챗봇은 2초 안에 새 답을 씁니다.", "", { href: `${path}/history`, text: "되돌리려면 지난 글로" });
  else if (then === "publish") location.assign("/publish");
  else if (then === "review") showNotice("검토를 부탁했습니다. 승인되면 챗봇에 반영됩니다.");
  else showNotice("임시 저장했습니다. 아직 챗봇에는 반영되지 않았습니다.");
}

function conflict(body) {
  const fromFile = body.error.code === "file_changed";
  showConflict(body.error.message, {
    base: fromFile ? state.file : state.loaded,
    theirs: body.text,
    mine: () => yaml.text,
    path,
    onText: async (text) => {
      const now = await get(`${path}/state`);
      state.revision = now.revision;
      if (fromFile) {
        state.digest = now.file_digest;
        state.file = body.text;
      } else state.loaded = body.text;
      await check({ text }, "merge");
    },
  });
}

function lock(locked) {
  for (const button of document.querySelectorAll("#bar button")) button.disabled = locked;
  if (!locked) check({ text: yaml.text }, "form");
}

async function watch() {
  if (state.busy || document.hidden) return;
  const now = await get(`${path}/state`).catch(signedOut);
  if (!now || state.busy || (now.file_digest === state.digest && now.revision === state.revision)) return;
  if (state.told === `${now.file_digest}${now.revision}`) return;
  state.told = `${now.file_digest}${now.revision}`;
  const fromFile = now.file_digest !== state.digest;
  const message = fromFile ? "다른 곳(파일)에서 이 글을 고쳤습니다." : `${now.draft_name}님이 이 글을 저장했습니다.`;
  conflict({ error: { code: fromFile ? "file_changed" : "conflict", message }, text: fromFile ? now.file_text : (now.draft_text ?? now.file_text) });
}

function signedOut(error) {
  if (error.status === 401) state.trouble = showTrouble(error);
  return null;
}

function ask(title) {
  const dialog = byId("note-dialog");
  byId("note-title").textContent = title;
  byId("note").value = "";
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" ? byId("note").value : null), { once: true });
  });
}

async function decide(what, note) {
  try {
    await send(`${path}/draft`, { what, note });
    location.reload();
  } catch (error) {
    showTrouble(error);
  }
}

function turnTo(pane) {
  byId("beside").dataset.shown = pane;
  for (const tab of document.querySelectorAll(".tabs button")) tab.setAttribute("aria-pressed", String(tab.dataset.show === pane));
}

for (const tab of document.querySelectorAll(".tabs button")) tab.addEventListener("click", () => turnTo(tab.dataset.show));
byId("save")?.addEventListener("click", () => save(""));
byId("publish")?.addEventListener("click", () => save("publish"));
byId("review")?.addEventListener("click", async () => {
  const note = await ask("승인 담당에게 전할 말");
  if (note !== null) save("review", note);
});
byId("return")?.addEventListener("click", async () => {
  const note = await ask("무엇을 고쳐야 하나요?");
  if (note !== null) decide("return", note);
});
byId("discard")?.addEventListener("click", () => {
  if (confirm("저장된 초안을 버리고 지금 챗봇에 있는 글로 돌아갈까요?")) decide("discard");
});
addEventListener("beforeunload", (event) => {
  if (start.may_edit && yaml.text !== state.loaded) event.preventDefault();
});

byId("editor").addEventListener("input", clearNotice);
byId("editor").hidden = false;
state.liveQuestions = start.live_questions;
show(start, "start");
if (start.file_changed) conflict({ error: { code: "file_changed", message: "초안을 쓰는 동안 파일이 다른 곳에서 바뀌었습니다." }, text: start.file_text });
if (start.may_edit) setInterval(watch, WATCH_EVERY);
