// Keys for those who like them; they rest while one writes, and can be switched off.

import { h } from "./dom.js";
import { openSheet } from "./sheet.js";

const KEYS = [
  ["/", "Write a question", () => inAsk(() => document.getElementById("question").focus())],
  ["n", "Begin a new conversation", () => inAsk(() => document.querySelector(".ask [data-begin]").click())],
  ["h", "Show or fold the conversations", () => inAsk(() => document.querySelector(document.querySelector(".history").open ? "[data-fold]" : "[data-history]").click())],
  ["1", "Go to Ask", () => (location.hash = "#ask")],
  ["2", "Go to Review a plan", () => (location.hash = "#review")],
  ["3", "Go to Sources", () => (location.hash = "#sources")],
  ["?", "Show these keys", () => showKeys()],
];
const ALWAYS = [
  ["Enter", "Send the question; Shift and Enter make a new line"],
  ["Esc", "Close what lies open"],
  ["← →", "In a source: to the one before or after"],
  ["↑ ↓", "In a plan: to the marked sentence before or after"],
];

/** In the room of the conversation, as soon as one is there. */
function inAsk(act) {
  if (document.body.dataset.room === "ask") return act();
  document.addEventListener("room", act, { once: true });
  location.hash = "#ask";
}
const on = () => localStorage.getItem("keys") !== "off";

export function mountKeys() {
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog:modal");
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !on()) return;
    const key = KEYS.find(([name]) => name === event.key);
    if (!key) return;
    event.preventDefault();
    key[2]();
  });
}

export function showKeys() {
  const row = ([key, what]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, what));
  const box = h("input", { type: "checkbox", checked: on(), on: { change: (event) => localStorage.setItem("keys", event.target.checked ? "on" : "off") } });
  openSheet(
    "Keys",
    h("dl", { class: "keys" }, KEYS.map(row)),
    h("label", { class: "small check" }, box, "Single keys are on while no text is being written"),
    h("dl", { class: "keys" }, ALWAYS.map(row)),
  );
}
