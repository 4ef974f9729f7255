// One turn of the conversation: a question, and what became of it.

import { copy, h, patch, put } from "./dom.js";
import { announce } from "./frame.js";
import { carry } from "./carry.js";
import { capital } from "./code.js";
import { drawRating } from "./rating.js";
import { cited, markOf } from "./source.js";

const BASIS = { inference: "inferred", advice: "Advice", document: "your document" };

/** Draw a turn, or bring an `old` drawing of it up to date; `acts` says what its buttons do. */
export function drawTurn(turn, old, acts) {
  const node = old ?? h("li", { class: "turn" }, h("div", { class: "question" }), h("div", { class: "answer" }));
  node.dataset.state = turn.state;
  const [question, answer] = node.children;
  patch(question, [turn.question], (text) => h("div", {}, h("p", { class: "who" }, "You"), h("h2", { class: "words", tabindex: "-1" }, text)));
  patch(answer, parts(turn), (part) => PARTS[part.part](part, turn, acts), (part, index) => part.part + (part.index ?? ""));
  return node;
}

/** The pieces of a turn, each drawn anew only when it has changed. */
function parts(turn) {
  const found = [{ part: "who", state: turn.state }];
  turn.blocks.forEach((block, index) => found.push({ part: "block", index, ...block }));
  if (turn.state === "writing") found.push({ part: "thinking", begun: turn.blocks.length > 0, warming: turn.warming });
  if (turn.problem) found.push({ part: "problem", problem: turn.problem });
  if (turn.state === "stopped") found.push({ part: "stopped", broken: turn.broken });
  turn.notes.forEach((text, index) => found.push({ part: "note", index, text }));
  if (turn.offers_review) found.push({ part: "offer" });
  if (turn.sources.length) found.push({ part: "printed", sources: turn.sources });
  if (turn.state !== "writing") found.push({ part: "actions", ...settledPart(turn) });
  if (turn.rating !== undefined) found.push({ part: "rating", id: turn.id, rating: turn.rating });
  if (turn.last && turn.follow_ups.length) found.push({ part: "followUps", outside: turn.state === "outside", asks: turn.follow_ups });
  return found;
}

const settledPart = ({ id, question, state, last, ledger, sources, copy_text }) => ({ id, question, state, last, ledger, cites: sources.length > 0, copy_text });

/** How firm the ground is, where it is not the usual. */
const GROUND = { outside: "outside the study", nearest: "thin evidence" };

const PARTS = {
  who: ({ state }) =>
    h("p", { class: "who" }, "Assistant", GROUND[state] && [" ", h("span", { class: "ground-word" }, GROUND[state])]),
  block: drawBlock,
  thinking: ({ begun, warming }) =>
    h("p", { class: "thinking" }, begun ? "Checking the next sentence" : warming ? "Still warming up. Your question is next in line" : "Looking through the study"),
  problem: ({ problem }) => h("p", { class: "problem", role: "alert" }, problem),
  stopped: ({ broken }) => h("p", { class: "note" }, broken ? "The connection broke off here. What is shown had passed the check; the rest can be asked for again." : "Stopped. What is shown had passed the check."),
  note: ({ text }) => h("p", { class: "note" }, text),
  offer: (_, turn) =>
    h("p", {}, h("button", { type: "button", class: "primary", on: { click: () => carry(turn.question) } }, "Review it as a plan")),
  // On paper nothing can be pressed: what the numbers lead to stands under the answer.
  printed: ({ sources }) =>
    h("ul", { class: "printed small" }, sources.map(({ number, path, place, speaker, standing }) => h("li", {}, `${number} `, path.join(" › "), place && `, ${place}`, speaker && `; ${speaker}`, ". ", standing, "."))),
  actions: (turn, _, acts) => drawActions(turn, acts),
  rating: ({ rating }, turn, acts) => drawRating(rating, (given) => acts.rate(turn, given)),
  followUps: ({ asks, outside }, _, acts) =>
    h(
      "div",
      { class: "follow-ups" },
      h("p", { class: "kicker" }, outside ? "What it can answer instead" : "Ask next"),
      asks.map((text) => h("button", { type: "button", class: "chip", on: { click: () => acts.ask(text) } }, text)),
    ),
};

function drawBlock({ kind, parts }) {
  const drawn = parts.map(({ shape, sentences }) => SHAPES[shape](sentences, kind));
  return kind === "advice"
    ? h("div", { class: "advice block" }, h("p", { class: "advice-word" }, "Advice"), drawn)
    : h("div", { class: "block" }, drawn);
}

const SHAPES = {
  run: (sentences, kind) => h("p", {}, sentences.flatMap((sentence) => [drawSentence(sentence, kind), " "])),
  item: (sentences, kind) => h("ul", { class: "points" }, sentences.map((sentence) => h("li", {}, drawSentence(sentence, kind)))),
  row: drawTable,
};

/** Rows side by side; a row without a head of its own names the columns. On a phone it is stacked, hence the roles. */
function drawTable(rows) {
  const [first] = rows;
  const heading = !first.cells[0];
  return h(
    "table",
    { class: "compared", role: "table" },
    heading &&
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, first.cells.map((cell) => (cell ? h("th", { scope: "col", role: "columnheader" }, capital(cell)) : h("td", { role: "cell" }))))),
    h("tbody", { role: "rowgroup" }, rows.slice(heading ? 1 : 0).map(drawRow)),
  );
}

function drawRow({ basis, marks, cells: [head, ...cells] }) {
  const same = cells.length > 1 && cells.every((cell) => cell === cells[0]);
  return h(
    "tr",
    { class: "sentence", role: "row", data: { basis } },
    h("th", { scope: "row", role: "rowheader" }, capital(head), " ", h("span", { class: "tail" }, marks.map(markOf)), BASIS[basis] && [" ", h("span", { class: "basis-word" }, BASIS[basis])]),
    same ? h("td", { role: "cell", colspan: cells.length }, capital(cells[0])) : cells.map((cell) => h("td", { role: "cell" }, capital(cell))),
  );
}

function drawSentence({ text, basis, marks }, kind) {
  const word = kind !== "advice" && BASIS[basis];
  return h(
    "span",
    { class: "sentence", data: { basis } },
    cited(text, marks.map(markOf), (words) => h("span", { class: "sentence-words" }, words)),
    word && [" ", h("span", { class: "basis-word" }, word)],
  );
}

function drawActions(turn, acts) {
  // Asked again in the middle, a question would take with it what came after.
  const again = turn.state === "failed" || turn.state === "stopped" || (turn.last && ["answered", "nearest"].includes(turn.state));
  return h(
    "div",
    { class: "actions" },
    turn.ledger.length > 0 && drawLedger(turn.ledger),
    h(
      "div",
      { class: "actions-end" },
      again && h("button", { type: "button", class: "quiet", on: { click: () => acts.ask(turn.question, turn.id) } }, "Ask again"),
      h("button", { type: "button", class: "quiet", on: { click: () => acts.edit(turn) } }, "Edit the question"),
      turn.copy_text &&
        h("button", { type: "button", class: "quiet", on: { click: (event) => copied(event.currentTarget, turn.copy_text) } }, turn.cites ? "Copy with sources" : "Copy"),
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
