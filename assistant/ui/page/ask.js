// The conversation: what was said, what is being written, and the box to write in.

import { copy, h, patch, put, reveal } from "./dom.js";
import { announce } from "./frame.js";
import { breakOff, done, wait } from "./awaited.js";
import { health, onHealth } from "./health.js";
import { carry } from "./carry.js";
import { mounted } from "./mounted.js";
import { keep, kept } from "./session.js";
import { learn, markOf } from "./source.js";

const BASIS = { inference: "inferred", advice: "Advice", document: "your document" };
const announced = new Map(); // turn -> how many of its sentences have been said aloud

let room, list, box, trigger;
let turns = []; // what the server has settled
let live = null; // what it is writing
let asked = null; // what was sent and has not come back yet: { id, question, replaces }
let past = []; // turns from before a reload or a restart: this tab remembers them, the server does not
let replaces = "";

export function mount({ element, props, trigger: send, watch }) {
  room = element.querySelector(".ask");
  list = room.querySelector(".turns");
  box = room.querySelector("#question");
  trigger = send;
  watch("value", () => settle(props.value || []));
  past = kept("turns", []);
  past.forEach((turn) => announced.set(turn.id, Infinity));
  box.value = kept("draft", "");
  composer();
  for (const starter of room.querySelectorAll("[data-ask]"))
    starter.addEventListener("click", () => askFrom(starter.textContent));
  onHealth(noticeHealth);
  draw();
  mounted("ask");
}

/** The turn that is being written has grown, or is over. */
export function hear(view) {
  live = view;
  draw();
}

function settle(views) {
  turns = views;
  remember();
  draw();
}

const remember = () => keep("turns", [...past, ...turns].slice(-100));

/** A server that was started anew knows nothing of what was said. */
function inherit() {
  past = [...past, ...turns];
  turns = [];
}

// --- asking ------------------------------------------------------------------------------------------------------

function ask(text, instead = replaces) {
  const question = text.trim();
  if (!question || working()) return;
  asked = { id: freshId(), question, replaces: cut(instead) };
  edit(null);
  wait("answer");
  const history = past.filter((turn) => turn.state !== "failed").map((turn) => turn.question);
  trigger("ask", { sent: { text: question, id: asked.id, replaces: asked.replaces, history: history.slice(-50) } });
  draw();
  list.lastElementChild && reveal(list.lastElementChild, "start");
}

/** A turn of the past that is replaced goes at once, and all that the server knows came after it. */
function cut(instead) {
  const from = past.findIndex((turn) => turn.id === instead);
  if (from < 0) return instead;
  past = past.slice(0, from);
  return turns[0]?.id ?? "";
}

/** Ask by a button that is about to go: whoever pressed it goes on at the question. */
function askFrom(text, instead = "") {
  ask(text, instead);
  list.lastElementChild?.querySelector(".words").focus({ preventScroll: true });
}

const working = () => asked !== null || live !== null;

function freshId() {
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function stop() {
  const question = shown().at(-1);
  if (asked && !live) turns = [...turns, { ...question, state: "stopped" }];
  asked = null;
  done("answer");
  trigger("stop", {});
  draw();
}

function forget() {
  [turns, live, asked, past] = [[], null, null, []];
  announced.clear();
  remember();
  trigger("forget", {});
  edit(null);
  draw();
  scrollTo(0, 0);
  box.focus();
}

/** Put a question back into the box; sending it replaces the turn. */
function edit(turn) {
  replaces = turn ? turn.id : "";
  box.value = turn ? turn.question : "";
  room.querySelector(".editing").hidden = !turn;
  grow();
  if (turn) box.focus();
}

function composer() {
  const form = room.querySelector(".composer");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(box.value);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask(box.value);
    }
  });
  box.addEventListener("input", grow);
  grow();
  form.querySelector("[data-stop]").addEventListener("click", stop);
  form.querySelector("[data-forget]").addEventListener("click", forget);
  form.querySelector("[data-cancel-edit]").addEventListener("click", () => edit(null));
}

function grow() {
  keep("draft", box.value);
  box.style.height = "auto";
  box.style.height = Math.min(box.scrollHeight, 208) + "px";
  const left = box.maxLength - box.value.length;
  note(left < 400 ? `${left} characters left` : "");
}

function note(text) {
  room.querySelector(".composer-note").textContent = text || "An AI system that knows one study";
}

/** What a chat model is told, people must be told. */
function noticeHealth(heard) {
  const writer = heard.status?.writer;
  room.querySelector(".disclosure-where").textContent =
    writer && writer !== "embedded"
      ? `Answers are worded by ${writer}: your questions are sent to it.`
      : "Nothing you write leaves this machine.";
  if (asked && (heard.state === "lost" || heard.restarted)) fail(heard);
  if (heard.restarted) inherit();
  draw();
}

function fail(heard) {
  const problem = heard.restarted
    ? "The server was started anew while it answered. Your question is kept: ask it again."
    : "The connection to the server was lost. Your question is kept: ask it again when the server is back.";
  turns = [...turns.filter((turn) => turn.id !== asked.id), { ...blank(asked), state: "failed", problem }];
  [asked, live] = [null, null];
  remember();
  breakOff("answer");
}

// --- drawing -----------------------------------------------------------------------------------------------------

const blank = ({ id, question }) => ({
  id, question, state: "writing", blocks: [], sources: [], ledger: [], notes: [], follow_ups: [], problem: "", copy_text: "",
});

/** Everything to be seen, oldest first; a turn that is replaced goes with what came after it. */
function shown() {
  const all = [...past, ...turns];
  if (asked) {
    const from = all.findIndex((turn) => turn.id === asked.replaces);
    if (from >= 0) all.splice(from);
  }
  const next = live ?? (asked ? blank(asked) : null);
  if (next && !all.some((turn) => turn.id === next.id)) all.push(next);
  return all;
}

function draw() {
  if (!room) return;
  if (asked && turns.some((turn) => turn.id === asked.id)) {
    asked = null;
    done("answer");
  }
  const all = shown();
  const talking = all.length > 0;
  room.querySelector(".welcome").hidden = talking;
  room.querySelector("[data-talk-title]").hidden = !talking;
  room.querySelector("[data-send]").hidden = working();
  room.querySelector("[data-stop]").hidden = !working();
  room.querySelector("[data-forget]").hidden = !talking || working();
  all.forEach((turn) => learn(turn.sources));
  const last = all.at(-1)?.id;
  const items = all.map((turn) => ({ ...turn, last: turn.id === last, warming: turn.state === "writing" && health.state === "warming" }));
  patch(list, items, drawTurn, (turn) => turn.id);
  all.forEach(sayAloud);
}

function drawTurn(turn, old) {
  const node = old ?? h("li", { class: "turn" }, h("div", { class: "question" }), h("div", { class: "answer" }));
  node.dataset.state = turn.state;
  const [question, answer] = node.children;
  patch(question, [turn.question], (text) => h("div", {}, h("p", { class: "who" }, "You"), h("h2", { class: "words", tabindex: "-1" }, text)));
  patch(answer, parts(turn), (part) => PARTS[part.part](part, turn), (part, index) => part.part + (part.index ?? ""));
  return node;
}

/** The pieces of a turn, each drawn anew only when it has changed. */
function parts(turn) {
  const found = [{ part: "who", state: turn.state }];
  turn.blocks.forEach((block, index) => found.push({ part: "block", index, ...block }));
  if (turn.state === "writing") found.push({ part: "thinking", begun: turn.blocks.length > 0, warming: turn.warming });
  if (turn.problem) found.push({ part: "problem", problem: turn.problem });
  if (turn.state === "stopped") found.push({ part: "stopped" });
  turn.notes.forEach((text, index) => found.push({ part: "note", index, text }));
  if (turn.offers_review) found.push({ part: "offer" });
  if (turn.state !== "writing") found.push({ part: "actions", ...settledPart(turn) });
  if (turn.last && turn.follow_ups.length) found.push({ part: "followUps", outside: turn.state === "outside", asks: turn.follow_ups });
  return found;
}

const settledPart = ({ id, question, state, ledger, copy_text }) => ({ id, question, state, ledger, copy_text });

const PARTS = {
  who: ({ state }) =>
    h("p", { class: "who" }, "Assistant", state === "outside" && [" ", h("span", { class: "outside-word" }, "outside the study")]),
  block: drawBlock,
  thinking: ({ begun, warming }) =>
    h("p", { class: "thinking" }, begun ? "Checking the next sentence" : warming ? "Still warming up. Your question is next in line" : "Looking through the study"),
  problem: ({ problem }) => h("p", { class: "problem", role: "alert" }, problem),
  stopped: () => h("p", { class: "note" }, "Stopped. What is shown had passed the check."),
  note: ({ text }) => h("p", { class: "note" }, text),
  offer: (_, turn) =>
    h("p", {}, h("button", { type: "button", class: "primary", on: { click: () => carry(turn.question) } }, "Review it as a plan")),
  actions: (turn) => drawActions(turn),
  followUps: ({ asks, outside }) =>
    h(
      "div",
      { class: "follow-ups" },
      h("p", { class: "kicker" }, outside ? "What it can answer instead" : "Ask next"),
      asks.map((text) => h("button", { type: "button", class: "chip", on: { click: () => askFrom(text) } }, text)),
    ),
};

function drawBlock({ kind, sentences }) {
  const words = sentences.flatMap((sentence) => [drawSentence(sentence, kind), " "]);
  return kind === "advice"
    ? h("div", { class: "advice" }, h("p", { class: "advice-word" }, "Advice"), h("p", {}, words))
    : h("p", {}, words);
}

function drawSentence({ text, basis, marks }, kind) {
  const [head, last] = parted(text);
  const word = kind !== "advice" && BASIS[basis];
  return h(
    "span",
    { class: "sentence", data: { basis } },
    h("span", { class: "sentence-words" }, head),
    // What leads to the sources stays on the line of the last word.
    h("span", { class: last && "tail" }, h("span", { class: "sentence-words" }, last), marks.map(markOf)),
    word && [" ", h("span", { class: "basis-word" }, word)],
  );
}

/** All but the last word, and the last word if it is one that fits on any line. */
function parted(text) {
  const cut = text.lastIndexOf(" ") + 1;
  return cut > 0 && text.length - cut <= 24 ? [text.slice(0, cut), text.slice(cut)] : [text, ""];
}

function drawActions(turn) {
  const again = turn.state === "failed" || turn.state === "stopped";
  return h(
    "div",
    { class: "actions" },
    turn.ledger.length > 0 && drawLedger(turn.ledger),
    h(
      "div",
      { class: "actions-end" },
      again && h("button", { type: "button", class: "quiet", on: { click: () => askFrom(turn.question, turn.id) } }, "Ask again"),
      h("button", { type: "button", class: "quiet", on: { click: () => edit(turn) } }, "Edit the question"),
      turn.copy_text &&
        h("button", { type: "button", class: "quiet", on: { click: (event) => copied(event.currentTarget, turn.copy_text) } }, "Copy with sources"),
    ),
  );
}

function drawLedger(ledger) {
  return h(
    "details",
    { class: "ledger" },
    h("summary", {}, ledger.map(({ basis, count, label }) => h("span", { class: "ledger-entry", data: { basis } }, `${count} ${label}`))),
    h("dl", {}, ledger.map(({ label, meaning }) => h("div", {}, h("dt", {}, label), h("dd", {}, meaning)))),
  );
}

async function copied(button, text) {
  const said = button.textContent;
  button.textContent = (await copy(text)) ? "Copied" : "Could not copy";
  announce(button.textContent);
  setTimeout(() => put(button, said), 1600);
}

/** Each sentence is announced once, however often the turn is drawn. */
function sayAloud(turn) {
  const sentences = turn.blocks.flatMap((block) => block.sentences);
  const from = announced.get(turn.id) ?? 0;
  for (const { text, basis } of sentences.slice(from))
    announce(basis === "advice" ? "Advice: " + text : text);
  if (turn.problem && !from) announce(turn.problem);
  announced.set(turn.id, Math.max(from, sentences.length, turn.problem ? 1 : 0));
}
