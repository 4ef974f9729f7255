// One code of the framework, with everything it is tied to.

import { h } from "./dom.js";

export const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** What is known of one code; links lead on to others. */
export function drawCode(code) {
  const list = (title, labels) =>
    labels.length > 0 && h("p", { class: "tie" }, h("span", { class: "tie-word" }, title), labels.map(({ code: other, label }) => h("a", { class: "code", href: "#sources/" + other }, label)));
  return h(
    "div",
    { class: "code-body" },
    h("p", {}, code.definition),
    list("becomes", code.turns_into),
    list("grows from", code.comes_from),
    list("handled by", code.handled_by),
    list("answers", code.handles),
    code.voices.map(({ speaker, gist }) => h("p", { class: "voice-line" }, h("span", { class: "speaker" }, speaker), " ", capital(gist), ".")),
    h("p", { class: "small muted" }, code.place, code.findings > 0 && ` · ${code.findings} findings`),
  );
}
