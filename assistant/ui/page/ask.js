// The conversation: what was said, what is being written, and the box to write in.

import { h, patch, reveal } from "./dom.js";
import { announce } from "./frame.js";
import { breakOff, done, wait } from "./awaited.js";
import { health, onHealth } from "./health.js";
import { carry, onAsked } from "./carry.js";
import { listed, mountHistory } from "./history.js";
import { mounted } from "./mounted.js";
import { freshId, get, send } from "./server.js";
import { keep, kept } from "./session.js";
import { learn } from "./source.js";
import { mountStarters } from "./starters.js";
import { drawTurn } from "./turn.js";
import { greet } from "./welcome.js";

const announced = new Map(); // turn -> how many of its sentences have been said aloud

let room, list, box, trigger;
let conversation = ""; // its id, which this browser made; the server keeps what is in it
let opening = false; // asked for, and not there yet
let turns = []; // what the server has settled
let ratings = new Map(); // turn -> what the visitor thinks of it
let live = null; // what the server is writing
let asked = null; // what was sent and has not come back yet: { id, question, replaces }
let replaces = "";

export function mount({ element, props, trigger: act, watch }) {
  room = element.querySelector(".ask");
  list = room.querySelector(".turns");
  box = room.querySelector("#question");
  trigger = act;
  watch("value", () => settle(props.value));
  box.value = kept("draft", "");
  composer();
  mountStarters(room.querySelector(".welcome"), askFrom);
  greet(room.querySelector(".greeting"));
  mountHistory(room, { open, begin, current: () => conversation });
  onAsked((text) => {
    begin();
    askFrom(text);
  });
  onHealth(noticeHealth);
  draw();
  mounted("ask");
  if (kept("conversation", "")) open(kept("conversation", ""));
}

/** The turn that is being written has grown, or is over. */
export function hear(view) {
  live = view;
  draw();
}

function settle(view) {
  if (view.conversation !== conversation) return; // of a conversation that is no longer looked at
  turns = view.turns;
  if (opening) reopened();
  draw();
  if (!working()) listed(conversation);
}

/** A conversation from before is there: what it says is old news, and what got lost on the way is said. */
function reopened() {
  opening = false;
  done("conversation");
  for (const turn of turns) announced.set(turn.id, Infinity);
  const lost = kept("sent", null);
  if (lost?.conversation !== conversation) return;
  keep("sent", null);
  const found = turns.find((turn) => turn.id === lost.id);
  if (found) found.broken = found.state === "stopped";
  else turns = [...turns, { ...blank(lost), state: "failed", problem: "The connection broke before this question arrived. Ask it again." }];
}

// --- asking ------------------------------------------------------------------------------------------------------

function ask(text, instead = replaces) {
  const question = text.trim();
  if (!question || working()) return;
  if (!conversation) enter(freshId());
  asked = { id: freshId(), question, replaces: instead };
  keep("sent", { ...asked, conversation });
  edit(null);
  wait("answer");
  trigger("ask", { sent: { text: question, id: asked.id, replaces: instead, conversation } });
  draw();
  list.lastElementChild && reveal(list.lastElementChild, "start");
}

/** Ask by a button that is about to go: whoever pressed it goes on at the question. */
function askFrom(text, instead = "") {
  ask(text, instead);
  list.lastElementChild?.querySelector(".words").focus({ preventScroll: true });
}

const working = () => asked !== null;

function stop() {
  const question = shown().at(-1);
  if (!live) turns = [...turns, { ...question, state: "stopped" }];
  settled();
  trigger("stop", { sent: { conversation } });
  draw();
}

/** Nothing is awaited any more. */
function settled() {
  asked = null;
  keep("sent", null);
  done("answer");
}

// --- conversations -----------------------------------------------------------------------------------------------

function enter(id) {
  if (working()) stop();
  [conversation, turns, live, opening] = [id, [], null, false];
  done("conversation");
  ratings = new Map();
  keep("conversation", id);
}

/** Go on with a conversation from before. */
function open(id) {
  enter(id);
  opening = true;
  wait("conversation");
  trigger("open", { sent: { conversation: id } });
  draw();
  scrollTo(0, 0);
  get(`conversations/${id}/feedback`).then((found) => {
    if (conversation !== id) return;
    ratings = new Map((found ?? []).map((rating) => [rating.turn, rating]));
    draw();
  });
}

/** A new conversation; the server hears of it with its first question. */
function begin() {
  enter("");
  announced.clear();
  edit(null);
  draw();
  listed("");
  scrollTo(0, 0);
  box.focus();
}

// What is on the page shows it already: drawing it again would lose a comment that is being written.
const rate = (turn, rating) => send("PUT", `conversations/${conversation}/feedback`, { turn: turn.id, ...rating });

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
  // Once the server is back the page loads itself anew, and asks for the conversation again.
  if (opening && heard.state === "lost") breakOff("conversation");
  draw();
}

function fail(heard) {
  const problem = heard.restarted
    ? "The server was started anew while it answered. Your question is kept: ask it again."
    : "The connection to the server was lost. What was said is kept, and so is your question: ask it again when the server is back.";
  turns = [...turns.filter((turn) => turn.id !== asked.id), { ...blank(asked), blocks: live?.blocks ?? [], state: "failed", problem }];
  [asked, live] = [null, null];
  breakOff("answer");
}

// --- drawing -----------------------------------------------------------------------------------------------------

const blank = ({ id, question }) => ({
  id, question, state: "writing", blocks: [], sources: [], ledger: [], notes: [], follow_ups: [], problem: "", copy_text: "",
});

/** Everything to be seen, oldest first; a turn that is replaced goes with what came after it. */
function shown() {
  const all = [...turns];
  if (!asked) return all;
  const from = all.findIndex((turn) => turn.id === asked.replaces);
  if (from >= 0) all.splice(from);
  const next = live?.id === asked.id ? live : blank(asked);
  if (!all.some((turn) => turn.id === next.id)) all.push(next);
  return all;
}

function draw() {
  if (!room) return;
  if (asked && turns.some((turn) => turn.id === asked.id)) settled();
  const all = shown();
  const talking = all.length > 0 || opening;
  room.querySelector(".welcome").hidden = talking;
  room.querySelector("[data-talk-title]").hidden = !talking;
  room.querySelector(".opening").hidden = !opening;
  room.querySelector("[data-send]").hidden = working();
  room.querySelector("[data-stop]").hidden = !working();
  room.querySelector(".talk-bar [data-begin]").hidden = !talking || working();
  all.forEach((turn) => learn(turn.sources));
  const last = all.at(-1)?.id;
  const items = all.map((turn) => ({
    ...turn,
    last: turn.id === last,
    warming: turn.state === "writing" && health.state === "warming",
    rating: RATED.includes(turn.state) ? ratings.get(turn.id) ?? null : undefined,
  }));
  patch(list, items, (turn, old) => drawTurn(turn, old, { ask: askFrom, edit, rate }), (turn) => turn.id);
  all.forEach(sayAloud);
}

const RATED = ["answered", "nearest", "outside", "stopped"];

/** Each sentence is announced once, however often the turn is drawn. */
function sayAloud(turn) {
  const sentences = turn.blocks.flatMap((block) => block.parts.flatMap((part) => part.sentences));
  const from = announced.get(turn.id) ?? 0;
  for (const { text, basis } of sentences.slice(from))
    announce(basis === "advice" ? "Advice: " + text : text);
  if (turn.problem && !from) announce(turn.problem);
  announced.set(turn.id, Math.max(from, sentences.length, turn.problem ? 1 : 0));
}
