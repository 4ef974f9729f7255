// The plan in its own words. One stop for the keyboard, arrows from marked sentence to marked sentence.

import { h, put, reveal } from "./dom.js";

const TAGS = { heading: "h3", item: "p", text: "p" };

/** The drawn plan, its legend, the line that says what a sentence is, and what others may do with it. */
export function onPlan(view) {
  const said = h("p", { class: "said-line", role: "status" }, HINT);
  const node = h("div", { class: "plan voice", role: "group", "aria-label": "Sentences with marks; move with the arrow keys" }, view.paragraphs.map((paragraph) => drawParagraph(paragraph, view.flagged)));
  const plan = {
    node,
    said,
    legend: drawLegend(view.legend, node),
    /** Bring a sentence into view on behalf of a flag. */
    point(claim, flag) {
      const first = segments(node, claim)[0];
      if (!first) return;
      choose(first);
      reveal(first);
      first.focus({ preventScroll: true });
      light(node, claim);
      put(said, describe(first, view), flag && h("a", { class: "back", href: "#review/flag" + flag, on: { click: (event) => toFlag(event, flag) } }, `Back to flag ${flag}`));
    },
    /** Show which sentences a flag is about while it is looked at. */
    hold(flag, on) {
      for (const segment of node.querySelectorAll(`[data-flags~="${flag}"]`)) segment.classList.toggle("held", on);
    },
  };
  const choose = roving(node, (segment) => put(said, describe(segment, view), links(segment)));
  node.addEventListener("click", (event) => {
    const button = event.target.closest(".to-flag");
    if (button) return toFlag(event, button.dataset.flag);
    const segment = event.target.closest("[data-claim]");
    if (segment) choose(segment, true);
  });
  return plan;
}

const HINT = "Press a marked sentence to see what it is taken for.";

function drawParagraph({ kind, segments }, flagged) {
  const parts = segments.map((segment) => {
    if (segment.claim < 0) return segment.text;
    const flags = flagged[segment.claim] ?? [];
    const marked = segment.title !== "" || flags.length > 0;
    if (!marked) return h("span", { data: { claim: segment.claim } }, segment.text);
    return [
      h(
        "span",
        { class: "said", role: "button", tabindex: "-1", "aria-description": segment.title || "no mark", data: { claim: segment.claim, role: segment.role, flags: flags.join(" "), title: segment.title } },
        segment.text,
      ),
      flags.map((flag) => h("button", { type: "button", class: "to-flag", tabindex: "-1", "aria-label": `To flag ${flag}`, data: { flag } }, String(flag))),
    ];
  });
  return h(TAGS[kind], { class: "plan-" + kind }, parts);
}

function describe(segment) {
  const number = Number(segment.dataset.claim) + 1;
  return [h("strong", {}, "Sentence " + number), " ", segment.dataset.title || "no mark of its own"];
}

function links(segment) {
  return (segment.dataset.flags ?? "")
    .split(" ")
    .filter(Boolean)
    .map((flag) => h("a", { class: "back", href: "#review/flag" + flag, on: { click: (event) => toFlag(event, flag) } }, `Flag ${flag}`));
}

function toFlag(event, number) {
  event.preventDefault();
  const flag = document.getElementById("flag" + number);
  if (!flag) return;
  reveal(flag);
  flag.focus({ preventScroll: true });
  flag.classList.remove("pointed");
  requestAnimationFrame(() => flag.classList.add("pointed"));
}

const segments = (node, claim) => [...node.querySelectorAll(`[data-claim="${claim}"]`)];

function light(node, claim) {
  for (const other of node.querySelectorAll(".pointed")) other.classList.remove("pointed");
  for (const segment of segments(node, claim)) segment.classList.add("pointed");
}

/** One tab stop; arrows, Home and End move it; Enter goes to the flag. Returns how to choose a sentence. */
function roving(node, tell) {
  const stops = [...node.querySelectorAll(".said")];
  if (stops[0]) stops[0].tabIndex = 0;
  const choose = (stop, focus = false) => {
    for (const other of stops) other.tabIndex = -1;
    stop.tabIndex = 0;
    light(node, stop.dataset.claim);
    tell(stop);
    if (focus) stop.focus({ preventScroll: true });
  };
  node.addEventListener("keydown", (event) => {
    const at = stops.indexOf(event.target);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (to !== undefined && stops[to]) {
      event.preventDefault();
      choose(stops[to], true);
      reveal(stops[to], "nearest");
    }
    if ((event.key === "Enter" || event.key === " ") && event.target.dataset.flags) toFlag(event, event.target.dataset.flags.split(" ")[0]);
  });
  return choose;
}

function drawLegend(entries, node) {
  return h(
    "div",
    { class: "legend", role: "group", "aria-label": "Show one kind of sentence alone" },
    entries.map(({ role, label, count }) =>
      h(
        "button",
        { type: "button", class: "legend-entry", "aria-pressed": "false", disabled: count === 0, on: { click: (event) => only(event.currentTarget, role, node) } },
        h("span", { class: "said", data: { role } }, label),
        h("span", { class: "tabular muted" }, " " + count),
      ),
    ),
  );
}

function only(button, role, node) {
  const on = button.getAttribute("aria-pressed") !== "true";
  for (const other of button.parentElement.children) other.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", String(on));
  if (on) node.dataset.only = role;
  else delete node.dataset.only;
}
