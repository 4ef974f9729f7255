// Add to what it stands on: the paper and own documents, with progress, while everything else goes on.

import { h, put } from "./dom.js";
import { announce } from "./frame.js";
import { capital } from "./code.js";
import { look } from "./health.js";
import { get } from "./server.js";

const LARGEST = 20_000_000;

const STEPS = { embedding: "Reading it", training: "Putting it in its place" };

let room;
let kind = "documents"; // what the job of this page is about
let watching = false;

export async function mountShelf(place) {
  room = place;
  for (const [id, what] of [["paper-file", "paper"], ["own-file", "documents"]]) {
    const input = room.querySelector("#" + id);
    input.addEventListener("change", () => {
      const file = input.files[0];
      if (file) add(what, file);
      input.value = "";
    });
  }
  document.addEventListener("room", ({ detail }) => detail === "sources" && refresh());
  await refresh();
}

async function refresh() {
  const shelf = await get("sources");
  if (!shelf) return;
  for (const node of room.querySelectorAll("[data-add]")) node.hidden = !shelf.open;
  const closed = room.querySelector("[data-why-closed]");
  closed.hidden = shelf.open;
  closed.textContent = shelf.why_closed;
  put(room.querySelector(".own-list"), shelf.documents.map((name) => drawDocument(name, shelf.job.state === "working")));
  if (shelf.job.state === "working" && !watching) watch();
  return shelf;
}

function drawDocument(name, busy) {
  return h("li", {}, h("span", {}, name), h("button", { type: "button", class: "quiet", disabled: busy, "aria-label": "Remove " + name, on: { click: () => remove(name) } }, "Remove"));
}

async function add(what, file) {
  kind = what;
  if (file.size > LARGEST) return tell(`'${file.name}' is larger than 20 MB.`, true);
  tell("Looking at " + file.name + " …");
  await begin(`sources/${what}?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
}

async function remove(name) {
  kind = "documents";
  await begin("sources/documents?name=" + encodeURIComponent(name), { method: "DELETE" });
}

async function begin(path, request) {
  try {
    const response = await fetch("api/" + path, request);
    if (response.ok) return watch();
    const { detail, error } = await response.json();
    tell(capital(typeof detail === "string" ? detail : error ?? "It could not be taken in.") + ".", true);
  } catch {
    tell("The file did not arrive: the connection to the server may be lost. Please try again.", true);
  }
}

/** Follow the job until it ends. */
async function watch() {
  watching = true;
  const shelf = await refresh();
  const job = shelf?.job;
  if (!job || job.state === "working") {
    if (job) tell(`${STEPS[job.step] ?? "Beginning"} ${job.whole ? `${Math.round((100 * job.done) / job.whole)} %` : ""} …`);
    return setTimeout(watch, 700);
  }
  watching = false;
  if (job.state === "failed") return tell(capital(job.problem) + ".", true);
  await look();
  tell("Done: it is used from now on.");
  announce("The sources were indexed.");
}

function tell(words, wrong = false) {
  const node = room.querySelector(`[data-job="${kind}"]`);
  node.textContent = words;
  node.classList.toggle("problem", wrong);
}
