import { BrowserVoice, VoiceClient, newSender } from "/voice/client.js";
import { hotlines } from "./answer_text.js";
import { callStaff, fetchStart, fetchTopics } from "./api.js";
import { IdleDialog, closeDialogs, crisisOpen, showCrisis, showStaff } from "./dialogs.js";
import { byId, dress } from "./dom.js";
import { playEarcon } from "./earcons.js";
import { Forgetting } from "./forgetting.js";
import { IdleWatch } from "./idle.js";
import { Preferences } from "./preferences.js";
import { answerScreen, candidatesScreen, homeScreen, lostScreen, moreScreen, takeScreen, topicsScreen } from "./screens.js";
import { strings } from "./strings.js";
import { guardTouches, settle } from "./touch_guard.js";
import { VoicePanel } from "./voice_panel.js";

const START_AGAIN_MS = 5000;
const TOPICS_AGAIN_MS = 2000;
const CRISIS_PATIENCE = 5; // a number to call stays this much longer
const BUSY = new Set(["listening", "thinking", "speaking"]);

const callCenter = { ...byId("call-center").dataset }; // in the page itself, so that it is there in any outage
const voice = new VoiceClient({ profile: "kiosk" });
const forgetting = new Forgetting();
let start = null; // what the server told at the beginning
let panel = null;
let idle = null;
let shown = []; // the screens one can go back to; the last is on show
let opening = null; // the domain whose topics are being fetched
let chosen = ""; // the payload asked for last
let asked = ""; // what the resident said last
let touched = false; // by somebody since it was last left

const announce = (text) => {
  byId("announcement").textContent = text;
};
const layOut = () => shown.at(-1)?.pagers.forEach((pager) => pager.layOut());
const preferences = new Preferences(voice, { changed: layOut, announce });

function show(made, { first = false } = {}) {
  shown = first ? [made] : [...shown.slice(-9), made];
  display(made);
  settle();
}

function display(made) {
  opening = null;
  panel?.tellTrouble("");
  document.body.dataset.screen = made.name;
  // The voice stands before the tiles on the first screen, under the answer on all others: so does the Tab key.
  const place = made.name === "home" ? "before" : "after";
  byId("screen")[place](byId("voice"));
  byId("screen").replaceChildren(made.element);
  byId("home").hidden = made.name === "home";
  byId("back").hidden = shown.length < 2;
  layOut();
  made.heading.focus({ preventScroll: true });
}

function back() {
  voice.interrupt();
  shown.pop();
  display(shown.at(-1));
  settle();
}

function goHome() {
  show(homeScreen(start.domains, openDomain), { first: true });
}

function openDomain(id) {
  voice.interrupt();
  voice.stopListening();
  if (opening !== id) {
    opening = id;
    fetchDomain(id);
  }
}

// Without a connection it is tried again until there is one or somebody wants something else.
async function fetchDomain(id) {
  const topics = await fetchTopics(id).catch(() => null);
  if (opening !== id) {
    return;
  }
  if (topics) {
    show(topicsScreen(topics, choose));
  } else {
    panel.tellTrouble(strings.startFailed);
    setTimeout(() => opening === id && fetchDomain(id), TOPICS_AGAIN_MS);
  }
}

function choose(payload) {
  if (voice.state === "thinking" && chosen === payload) {
    return; // the second tap of a shaking hand
  }
  chosen = payload;
  opening = null;
  asked = "";
  panel.tellTrouble("");
  panel.caption("");
  voice.ask(payload);
}

function showReply({ messages, turn }) {
  const customs = messages.map((message) => message.custom).filter(Boolean);
  const plain = messages.filter((message) => message.text).map(({ text }) => ({ type: "notice", text }));
  const said = customs.length ? customs : plain.slice(0, 1);
  const notes = said.length > 1 ? said.filter(({ type }) => type === "notice").map(({ text }) => text) : [];
  if (!said.length) {
    panel.say(strings.noAnswer);
    return;
  }
  showMessages(notes.length ? said.filter(({ type }) => type !== "notice") : said, notes, turn);
  panel.caption("");
}

// The first message, with a way to those after it.
function showMessages([message, ...others], notes, turn) {
  follow(message);
  if (message.type === "crisis") {
    asked = ""; // what a person in danger said is for nobody's eyes
    closeDialogs();
    showCrisis(message.text, hotlines(message), askStaff);
    return;
  }
  if (message.act === "start_over") {
    goHome();
    return;
  }
  if (message.act === "bigger_text") {
    panel.say(message.text); // what was to be read larger stays on the screen
    return;
  }
  if (isLost(message)) {
    show(lostScreen(message, { asked, notes, domains: start.domains, openDomain, askStaff }));
    return;
  }
  const facetName = message.facet === "summary" ? "" : start.facets[message.facet];
  const again = () => voice.repeat(turn) || (message.topic && choose(choosePayload(message)));
  const take = message.type === "answer" ? () => show(takeScreen(message, facetName, start.web_address)) : null;
  const openMore = () => show(moreScreen(message, choose));
  const next = others.length ? { title: others[0].title, open: () => showMessages(others, [], turn) } : null;
  show(
    isQuestion(message)
      ? candidatesScreen(message, { asked, notes, choose })
      : answerScreen(message, { asked, notes, facetName, choose, again, take, next, openMore }),
  );
}

// The bot did not understand and has nothing to choose from.
function isLost({ type, act, candidates = [] }) {
  return (type === "candidates" && !candidates.length) || act === "unclear";
}

// A message that is there to be answered with a tap.
function isQuestion({ type, title, candidates = [], chips = [] }) {
  return (type === "candidates" || (type === "notice" && !title)) && candidates.length + chips.length > 0;
}

function choosePayload({ topic, facet }) {
  return `/choose${JSON.stringify({ topic, facet })}`;
}

// What the resident asked of the machine itself.
function follow({ voice: wish, act }) {
  if (wish === "louder") {
    preferences.louder();
  } else if (wish === "quieter") {
    preferences.quieter();
  } else if (act === "bigger_text") {
    preferences.larger();
  }
}

// Nothing of this conversation stays: not on the screen, not in sound, not on the server.
async function clear() {
  const sender = voice.sender;
  closeDialogs();
  asked = "";
  goHome();
  panel.clear();
  await voice.startOver(newSender());
  announce(strings.cleared[await forgetting.forget(sender)]);
}

// The resident has gone: letters, sound and colours are the next one's as well.
function leave() {
  touched = false;
  preferences.reset();
  clear();
  watchIdle();
}

function watchIdle() {
  const untouched = !touched && shown.length === 1;
  if (BUSY.has(voice.state) || untouched) {
    idle.stop();
  } else if (!idle.warning) {
    idle.touch(crisisOpen() ? CRISIS_PATIENCE : 1);
  }
}

function somebodyIsThere() {
  touched = true;
  idle.stop();
  watchIdle();
}

function askStaff() {
  showStaff(callCenter, start?.staff_call ? callStaff : null);
}

function prepareFrame() {
  dress(byId("home"), "home", strings.home);
  dress(byId("back"), "back", strings.back);
  dress(byId("staff"), "staff", strings.staff);
  byId("home").addEventListener("click", clear);
  byId("back").addEventListener("click", back);
  byId("staff").addEventListener("click", askStaff);
  // The first touch anywhere lets sound out.
  addEventListener("pointerdown", () => voice.loudspeaker.unlock(), { once: true });
  addEventListener("keydown", () => voice.loudspeaker.unlock(), { once: true });
  addEventListener("contextmenu", (event) => event.preventDefault());
  guardTouches();
  // A caption, a notice: whatever takes room from the screen, nothing of a page may be cut off.
  new ResizeObserver(layOut).observe(byId("screen"));
}

function prepareIdle() {
  const dialog = new IdleDialog({ stay: somebodyIsThere, leave });
  idle = new IdleWatch({
    idleMs: start.idle_seconds * 1000,
    warningMs: start.idle_warning_seconds * 1000,
    warn: (seconds) => {
      dialog.show(seconds);
      if (seconds === start.idle_warning_seconds) {
        playEarcon(voice.loudspeaker, "warning");
      }
    },
    calm: () => dialog.hide(),
    clear: leave,
  });
  for (const sign of ["pointerdown", "keydown"]) {
    addEventListener(sign, () => idle.warning || somebodyIsThere(), { capture: true });
  }
  voice.addEventListener("state", watchIdle);
}

function prepareVoice() {
  panel = new VoicePanel(voice, start.listen_seconds * 1000);
  voice.addEventListener("result", ({ detail }) => {
    asked = detail.text || asked;
  });
  voice.addEventListener("reply", ({ detail }) => showReply(detail));
  voice.addEventListener("ready", ({ detail }) => {
    byId("notice").hidden = !detail.recognizer.synthetic;
    byId("notice").textContent = detail.recognizer.synthetic ? strings.synthetic : "";
  });
  if (start.voice === "browser") {
    const useBrowserVoice = () => {
      const found = BrowserVoice.find();
      voice.useVoice(found && new BrowserVoice(found));
    };
    globalThis.speechSynthesis?.addEventListener("voiceschanged", useBrowserVoice);
    useBrowserVoice();
  }
  voice.connect();
}

async function begin() {
  try {
    start = await fetchStart();
  } catch {
    byId("notice").hidden = false;
    byId("notice").textContent = strings.startFailed;
    setTimeout(begin, START_AGAIN_MS);
    return;
  }
  byId("notice").hidden = true;
  document.title = start.bot_name;
  byId("bot-name").textContent = start.bot_name;
  preferences.fitScreen(start.screen_inches);
  addEventListener("resize", () => preferences.fitScreen(start.screen_inches));
  byId("voice").hidden = false;
  prepareIdle();
  prepareVoice();
  goHome();
}

prepareFrame();
begin();
