// The review room: bring a plan, read it with its marks, and see what to talk about.

import { h, put, reveal } from "./dom.js";
import { announce } from "./frame.js";
import { breakOff, done, wait } from "./awaited.js";
import { health, onHealth } from "./health.js";
import { capital } from "./code.js";
import { onCarried } from "./carry.js";
import { mounted } from "./mounted.js";
import { keep, kept } from "./session.js";
import { drawEarlier } from "./earlier.js";
import { drawReview } from "./reviewed.js";

const LARGEST = 20_000_000;

let room, text, form, trigger;
let waiting = false;
let opening = false; // a review from before is on its way
let before = null; // the review whose plan is being worked on: { id, file }

export function mount({ element, props, trigger: send, watch }) {
  room = element.querySelector(".review");
  form = room.querySelector(".plan-form");
  text = room.querySelector("#plan-text");
  trigger = send;
  watch("value", () => show(props.value));
  bring();
  text.value = kept("plan", "");
  text.addEventListener("input", () => keep("plan", text.value));
  room.querySelector("[data-leave-version]").addEventListener("click", () => follow(null));
  if (kept("review", "")) open(kept("review", ""));
  else listEarlier();
  onCarried((plan) => {
    again();
    text.value = plan;
    text.focus();
  });
  onHealth((heard) => {
    if (waiting && (heard.state === "lost" || heard.restarted)) lostIt();
    else if (waiting) say();
  });
  mounted("review");
}

function bring() {
  const file = room.querySelector("#plan-file");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    review({ text: text.value, name: "", notes: [] });
  });
  file.addEventListener("change", () => {
    if (file.files[0]) read(file.files[0]);
    file.value = "";
  });
  room.querySelector("[data-example]").addEventListener("click", example);
  for (const name of ["dragenter", "dragover"])
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("dropping");
    });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
}

async function example() {
  const response = await fetch("page/example_plan.txt");
  text.value = await response.text();
  keep("plan", text.value);
  problem("");
  text.focus();
}

/** The server reads the file and gives its text back; it keeps neither. */
async function read(file) {
  if (file.size > LARGEST) return problem(`'${file.name}' is larger than 20 MB: leave out pictures, or paste its text.`);
  begin("Reading " + file.name, "file");
  try {
    const response = await fetch("api/read?name=" + encodeURIComponent(file.name), { method: "POST", body: file });
    const heard = await response.json();
    if (!response.ok) return problem(sentence(heard));
    review({ text: heard.text, name: heard.name, notes: heard.notes });
  } catch {
    problem("The file did not arrive: the connection to the server may be lost. Please try again.");
  }
}

const sentence = ({ detail, error }) => capital(typeof detail === "string" ? detail : error ?? "The file could not be read.");
function review(plan) {
  if (!plan.text.trim()) return problem("There is no plan here yet. Paste its text, or drop a file.");
  begin(plan.name ? "Reviewing " + plan.name : "Reviewing the plan", "mark");
  waiting = true;
  wait("review");
  trigger("review", { sent: { ...plan, before: before?.id ?? "" } });
}

const listEarlier = () => drawEarlier(room.querySelector(".earlier"), open);

/** Lay a review from before on the desk. */
function open(id) {
  opening = true;
  keep("review", id);
  begin("Opening the review");
  trigger("open", { sent: { review: id } });
}

/** What is brought next is a new version of the plan of this review. */
function follow(view) {
  before = view && { id: view.id, file: view.file };
  room.querySelector(".version-note").hidden = !view;
  room.querySelector("[data-version-of]").textContent = view ? view.file : "";
}

function revise(view) {
  again();
  follow(view);
  text.value = view.text;
  keep("plan", text.value);
  text.focus();
}

function show(view) {
  if (!view) return;
  if (view.state === "working") return waiting && step(view.whole > view.done || !view.whole ? "mark" : "weigh", view);
  if (view.state === "empty") return opening && again();
  const old = opening;
  [waiting, opening] = [false, false];
  done("review");
  if (view.state === "rejected") return problem(capital(view.problem));
  problem("");
  follow(null);
  keep("review", view.id);
  lay(view);
  if (old) return;
  scrollTo(0, 0);
  room.querySelector(".reviewed h1").focus({ preventScroll: true });
  announce(`${view.verdict_title}. ${view.summary.join(" ")}`);
}

function lay(view) {
  stage("reviewed");
  put(room.querySelector(".reviewed"), drawReview(view, { again, revise }));
}

function again() {
  opening = false;
  keep("review", "");
  follow(null);
  stage("bring");
  listEarlier();
  scrollTo(0, 0);
}

/** What is waited for, and which of the steps of a review it is, if it is one. */
function begin(what, at = "") {
  problem("");
  stage("reading-plan");
  say(what);
  step(at);
}

function step(at, { done = 0, whole = 0 } = {}) {
  const steps = [...room.querySelectorAll(".steps li")];
  const now = steps.findIndex((node) => node.dataset.step === at);
  room.querySelector(".steps").hidden = now < 0;
  steps.forEach((node, index) => {
    node.dataset.state = index < now ? "done" : index === now ? "now" : "to come";
    if (index === now) node.setAttribute("aria-current", "step");
    else node.removeAttribute("aria-current");
  });
  room.querySelector("[data-marked]").textContent = whole ? ` · ${done.toLocaleString()} of ${whole.toLocaleString()}` : "";
}

function say(what = "Reviewing the plan") {
  const warming = health.state === "warming" ? "Still warming up. Your plan is next in line" : what;
  room.querySelector(".reading-plan .thinking").textContent = warming;
}

function lostIt() {
  waiting = false;
  breakOff("review");
  problem("The connection to the server was lost. Your text is still here: try again when the server is back.");
}

function problem(words) {
  const node = form.querySelector(".problem");
  node.textContent = words;
  node.hidden = !words;
  if (!words) return;
  stage("bring");
  reveal(node);
}

function stage(name) {
  for (const part of ["bring", "reading-plan", "reviewed"]) room.querySelector("." + part).hidden = part !== name;
}
