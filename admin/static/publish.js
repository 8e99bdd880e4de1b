// Show how far the queue is, and load the page anew when something is over or waits for a decision.
import { get } from "./api.js";

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
  job.querySelector(".seconds").textContent = now.seconds ? `${now.seconds}초 지남` : "";
}

if (jobs.some((job) => job.dataset.status !== "held")) {
  look();
  setInterval(look, EVERY);
}
