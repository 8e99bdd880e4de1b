// Show how far the queue is, and load the page anew when something is over or waits for a decision.
import { get } from "./api.js";
import { byId } from "./dom.js";

const EVERY = 1000;
const jobs = [...document.querySelectorAll(".job")];
const STEPS = ["queued", "training", "testing", "swapping"];

async function look() {
  const { waiting } = await get("/publish/progress").catch(() => ({ waiting: null }));
  if (waiting === null) return;
  const now = new Map(waiting.map((job) => [String(job.id), job]));
  const over = jobs.some((job) => !now.has(job.dataset.id) || (now.get(job.dataset.id).status === "held" && job.dataset.status !== "held"));
  if (over || waiting.length > jobs.length) location.reload();
  for (const job of jobs) show(job, now.get(job.dataset.id));
}

function show(job, now) {
  if (!now || now.status === "held") return;
  job.querySelector(".label").textContent = now.label;
  for (const step of job.querySelectorAll("[data-step]")) {
    const done = STEPS.indexOf(step.dataset.step) < STEPS.indexOf(now.status);
    step.classList.toggle("done", done);
    if (step.dataset.step === now.status) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
  const bar = job.querySelector("progress");
  if (now.share !== null) bar.value = now.share;
  job.querySelector(".seconds").textContent = now.seconds ? `${spent(now.seconds)} 지남` : "";
}

function spent(seconds) {
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes}분 ${seconds % 60}초` : `${seconds}초`;
}

// Nothing ticked: the button says what to do first.
const chosen = byId("publish-chosen");
if (chosen) {
  const boxes = [...chosen.form.querySelectorAll('input[name="key"]')];
  const follow = () => {
    chosen.disabled = !boxes.some((box) => box.checked);
    byId("choose-first").textContent = chosen.disabled ? "글을 골라 주세요." : "";
  };
  chosen.form.addEventListener("change", follow);
  follow();
}

if (jobs.some((job) => job.dataset.status !== "held")) {
  look();
  setInterval(look, EVERY);
}
