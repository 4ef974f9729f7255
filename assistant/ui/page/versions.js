// This version of a plan beside the one before: which flags closed, which opened, which stay.

import { h } from "./dom.js";
import { capital } from "./code.js";

const KINDS = [
  ["closed", "Closed", "No flag of the version before is closed."],
  ["opened", "Opened", "No flag is new."],
  ["stays", "Stay", "None stays."],
];

export function drawVersions(comparison) {
  return h(
    "section",
    { class: "versions", "aria-labelledby": "versions-title" },
    h("h2", { id: "versions-title" }, "Since the version before"),
    h("p", { class: "muted small" }, `${comparison.against} was: ${comparison.verdict_before}.`),
    h("div", { class: "versions-columns" }, KINDS.map(([kind, title, none]) => column(kind, title, none, comparison[kind]))),
  );
}

function column(kind, title, none, found) {
  return h(
    "div",
    { data: { kind } },
    h("h3", {}, title, " ", h("span", { class: "tabular muted" }, String(found.length))),
    found.length === 0 && h("p", { class: "small muted" }, none),
    h("ul", {}, found.map((one) => h("li", {}, one.number ? h("a", { href: "#review/flag" + one.number, on: { click: (event) => lead(event, one.number) } }, capital(one.label.label)) : capital(one.label.label), one.because.slice(0, 2).map((words) => h("p", { class: "voice small" }, words))))),
  );
}

function lead(event, number) {
  event.preventDefault();
  const flag = document.getElementById("flag" + number);
  flag?.scrollIntoView({ block: "center" });
  flag?.focus({ preventScroll: true });
}
