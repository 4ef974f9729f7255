// A review: above it what was found, the plan on one side, what to talk about on the other.

import { h } from "./dom.js";
import { capital } from "./code.js";
import { learn, markOf } from "./source.js";
import { onPlan } from "./plan.js";

export function drawReview(view, again) {
  const flags = view.groups.flatMap((group) => group.flags);
  [...flags, ...view.strategies].forEach((item) => learn(item.sources));
  const plan = onPlan(view);
  const sides = [
    h("section", { class: "plan-side", "aria-labelledby": "plan-title" }, h("h2", { id: "plan-title" }, "The plan in its own words"), plan.legend, plan.said, plan.node),
    h("section", { class: "flag-side", "aria-labelledby": "flags-title" }, h("h2", { id: "flags-title" }, "What to talk about"), flagList(view, plan)),
  ];
  sides.forEach(stick);
  return [
    head(view, flags, again),
    view.verdict !== "not_a_plan" &&
      h("div", { class: "sides" }, sides),
    view.strategies.length > 0 && strategies(view.strategies),
    view.notes.length > 0 &&
      h("section", { class: "notes" }, h("h2", {}, "Notes on this reading"), view.notes.map((note) => h("p", { class: "note" }, note))),
  ];
}

/** The shorter side stays in view while the longer one scrolls: a tall one sticks by its foot, a low one by its head. */
function stick(side) {
  const place = () => side.style.setProperty("--stick", Math.min(72, innerHeight - side.offsetHeight - 24) + "px");
  new ResizeObserver(place).observe(side);
}

function head(view, flags, again) {
  return h(
    "header",
    { class: "verdict", data: { verdict: view.verdict } },
    h("div", {}, h(
      "div",
      { class: "verdict-bar" },
      h("p", { class: "kicker" }, view.file, " · ", `${view.sentences} sentences`, view.verdict !== "not_a_plan" && " · " + view.area),
      h("button", { type: "button", class: "quiet", on: { click: again } }, "Review another"),
    ),
    h("h1", { tabindex: "-1" }, view.verdict_title),
    h("p", { class: "lead" }, view.verdict_meaning),
    view.summary.length > 0 && h("p", { class: "summary" }, view.summary.join(" ")),
    view.verdict !== "not_a_plan" &&
      h("p", { class: "small muted" }, flags.length === 0 ? "No flag was raised." : `${flags.length} to talk about.`, " There is no score: each flag says what would close it.")),
    view.verdict !== "not_a_plan" && balance(view.balance),
  );
}

function flagList(view, plan) {
  if (!view.groups.length)
    return h("p", { class: "note" }, "Nothing was found that the plan ought to face and does not. That is no promise that nothing will come up.");
  return view.groups.map((group) =>
    h(
      "div",
      { class: "flag-group", data: { level: group.level } },
      h("h3", {}, group.title),
      group.flags.map((flag) => drawFlag(flag, plan)),
    ),
  );
}

function drawFlag(flag, plan) {
  const node = h(
    "article",
    { class: "flag", id: flag.key, tabindex: "-1", "aria-labelledby": flag.key + "-title" },
    h(
      "h4",
      { id: flag.key + "-title" },
      h("span", { class: "flag-number" }, h("span", { class: "unseen" }, "Flag "), String(flag.number)),
      h("span", {}, capital(flag.label.label), h("span", { class: "felt" }, " felt by " + flag.felt_by)),
    ),
    h("p", {}, flag.finding, flag.sources.map((mark) => ["\u2060", markOf(mark)])),
    flag.because.length > 0 &&
      h(
        "ul",
        { class: "because", "aria-label": "Sentences of the plan behind this flag" },
        flag.because.map((ref) =>
          h(
            "li",
            {},
            h(
              "button",
              { type: "button", class: "ref", on: { click: () => plan.point(ref.claim, flag.number) } },
              h("span", { class: "ref-number" }, "Sentence " + ref.number),
              h("span", { class: "voice ref-words" }, ref.text),
            ),
          ),
        ),
      ),
    h("dl", { class: "talk" }, h("dt", {}, "Ask ", flag.asks), h("dd", { class: "ask-words" }, flag.question), h("dt", {}, "Closes when"), h("dd", {}, flag.closes_when)),
    h("p", { class: "rule small muted" }, "Rule ", flag.rule),
  );
  node.addEventListener("pointerenter", () => plan.hold(flag.number, true));
  node.addEventListener("pointerleave", () => plan.hold(flag.number, false));
  node.addEventListener("focusin", () => plan.hold(flag.number, true));
  node.addEventListener("focusout", () => plan.hold(flag.number, false));
  return node;
}

function strategies(list) {
  return h(
    "section",
    { class: "expected", "aria-labelledby": "expected-title" },
    h("h2", { id: "expected-title" }, "What to expect from each side"),
    h("p", { class: "muted" }, "Cautious strategies that the study met in cooperation like this. Expecting them is not accusing anybody."),
    h(
      "div",
      { class: "cards" },
      list.map((item) =>
        h(
          "article",
          { class: "card", data: { level: item.level } },
          h("p", { class: "kicker" }, "From " + item.sector),
          h("h3", {}, capital(item.label.label)),
          h("p", { class: "likelihood" }, h("span", { class: "pips", "aria-hidden": "true" }, pips(item.level)), item.likelihood, item.visible && " · the plan does it already"),
          h("ul", { class: "reasons" }, item.because.map((reason) => h("li", {}, reason))),
          item.sources.length > 0 && h("p", { class: "small" }, "Source ", item.sources.map(markOf)),
        ),
      ),
    ),
  );
}

const pips = (level) => ({ high: "●●●", medium: "●●○", low: "●○○" })[level];

function balance(sides) {
  const row = (label, field) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, label),
      sides.map((side) => h("td", {}, h("span", { class: "tabular" }, String(side[field])), h("span", { class: "dots", "aria-hidden": "true", data: { field } }, "●".repeat(Math.min(side[field], 12))))),
    );
  return h(
    "section",
    { class: "balance", "aria-labelledby": "balance-title" },
    h("h2", { id: "balance-title" }, "Seen from each side"),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, h("td", {}), sides.map((side) => h("th", { scope: "col" }, side.sector)))),
      h("tbody", {}, row("hopes for", "hopes"), row("acknowledges what may put it off", "acknowledged"), row("handles it", "handled")),
    ),
    h("p", { class: "small muted" }, "Sentences of the plan, counted. It is no score."),
  );
}
