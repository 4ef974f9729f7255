// What is indexed, and the framework as a map.

import { copy, h, put, reveal } from "./dom.js";
import { announce } from "./frame.js";
import { mounted } from "./mounted.js";
import { onHealth } from "./health.js";
import { capital, drawCode } from "./code.js";
import { drawMirror } from "./mirror.js";
import { mountShelf } from "./shelf.js";

export function mount({ element, props }) {
  const room = element.querySelector(".sources");
  const map = props.value;
  const codes = new Map(map.shelves.flatMap((shelf) => shelf.codes.map((code) => [code.code, code])));
  const mirror = drawMirror(room.querySelector("[data-mirror]"), map, codes);
  put(room.querySelector("[data-shelves]"), map.shelves.slice(2).map((shelf) => drawShelf(shelf)));
  put(room.querySelector("[data-outline]"), map.outline.map(drawPart));
  onHealth((heard) => showStatus(room, map, heard.status));
  for (const button of room.querySelectorAll("[data-copy]"))
    button.addEventListener("click", async () => {
      button.textContent = (await copy(button.dataset.copy)) ? "Copied" : "Could not copy";
      announce(button.textContent);
    });
  mountShelf(room);
  const enter = () => {
    const [name, code] = location.hash.slice(1).split("/");
    if (name === "sources" && codes.has(code)) show(room, code, mirror);
  };
  addEventListener("hashchange", () => requestAnimationFrame(enter));
  enter();
  mounted("sources");
}

function show(room, code, mirror) {
  const entry = room.querySelector(`details[data-code="${CSS.escape(code)}"]`);
  if (entry) {
    entry.open = true;
    reveal(entry);
    entry.querySelector("summary").focus({ preventScroll: true });
  } else mirror.choose(code);
}

/** A part of the paper, indented under the one it belongs to. */
function drawPart({ path, paragraphs, findings }) {
  return h(
    "li",
    { data: { depth: path.length } },
    h("span", {}, path.at(-1)),
    h("span", { class: "tabular muted" }, `${counted(paragraphs, "paragraph")} · ${counted(findings, "finding")}`),
  );
}

const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

function drawShelf(shelf) {
  return h(
    "section",
    { class: "shelf" },
    h("h3", {}, shelf.title),
    h("p", { class: "small muted" }, shelf.lead),
    shelf.codes.map((code) =>
      h(
        "details",
        { id: "sources/" + code.code, data: { code: code.code } },
        h("summary", {}, h("span", { class: "shelf-label" }, capital(code.label)), code.whose && h("span", { class: "whose" }, code.whose), shelf.id === "mitigations" && h("span", { class: "whose" }, code.advice ? "our advice" : "named by the authors")),
        drawCode(code),
      ),
    ),
  );
}

function showStatus(room, map, status) {
  const indexed = status?.paper_indexed;
  room.querySelector(".paper-state").textContent = !status
    ? "Looking whether there is a copy of the paper …"
    : indexed
      ? `Your copy is here: ${status.paper_places} places of it are tied to the findings, and citations are word for word.`
      : "There is no copy of the paper yet, so citations are shown in our words and never as quotations.";
  room.querySelector(".paper-how").hidden = !status || indexed;
  const counts = [
    [String(map.findings), "findings in our own words, each with its place"],
    [String(map.voices), "people quoted in the paper, paraphrased"],
    [String(map.shelves.reduce((sum, shelf) => sum + shelf.codes.length, 0)), "terms of the framework, tied to each other"],
    ...(status?.documents ? [[String(status.documents), status.documents === 1 ? "piece of your own documents" : "pieces of your own documents"]] : []),
  ];
  put(room.querySelector(".counts"), counts.map(([count, what]) => h("div", {}, h("dt", { class: "tabular" }, count), h("dd", {}, what))));
  const writer = status?.writer;
  if (writer && writer !== "embedded") {
    room.querySelector(".leaves-title").textContent = "Your questions, to one model";
    room.querySelector(".leaves-text").textContent = `Answers are worded by ${writer}. It is sent the question, the turns before it and the findings that fit, and nothing else.`;
  }
}
