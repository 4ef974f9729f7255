// A review: above it what was found, the plan on one side, what to talk about on the other.

import { h } from "./dom.js";
import { capital } from "./code.js";
import { drawFlag } from "./flag.js";
import { learn, markOf } from "./source.js";
import { drawPicture } from "./picture.js";
import { onPlan } from "./plan.js";
import { download } from "./server.js";
import { drawVersions } from "./versions.js";

/** `acts` bring another plan, or a new version of this one. */
export function drawReview(view, acts) {
  const flags = view.groups.flatMap((group) => group.flags);
  [...flags, ...view.strategies].forEach((item) => learn(item.sources));
  const plan = onPlan(view);
  const sides = [
    h("section", { class: "plan-side", "aria-labelledby": "plan-title" }, h("h2", { id: "plan-title" }, "The plan in its own words"), plan.legend, plan.said, plan.node),
    h("section", { class: "flag-side", "aria-labelledby": "flags-title" }, h("h2", { id: "flags-title" }, "What to talk about"), flagList(view, plan)),
  ];
  sides.forEach(stick);
  return [
    head(view, flags, acts),
    view.comparison && drawVersions(view.comparison),
    view.verdict !== "not_a_plan" &&
      h("div", { class: "sides" }, sides),
    view.picture.hopes.length > 0 && drawPicture(view.picture, view.picture_words),
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

function head(view, flags, acts) {
  return h(
    "header",
    { class: "verdict", data: { verdict: view.verdict } },
    h("div", {}, h(
      "div",
      { class: "verdict-bar" },
      h("p", { class: "kicker" }, view.file, " · ", `${view.sentences} sentences`, view.verdict !== "not_a_plan" && " · " + view.area),
      h("button", { type: "button", class: "quiet", on: { click: acts.again } }, "Review another"),
    ),
    h("h1", { tabindex: "-1" }, view.verdict_title),
    h("p", { class: "lead" }, view.verdict_meaning),
    view.summary.length > 0 && h("p", { class: "summary" }, view.summary.join(" ")),
    view.verdict !== "not_a_plan" &&
      h("p", { class: "small muted" }, flags.length === 0 ? "No flag was raised." : `${flags.length} to talk about.`, " There is no score: each flag says what would close it."),
    view.verdict === "not_a_plan" && [
      h("p", { class: "note" }, "What it can read is a text that says who does what together: a project description, an application, an agreement between a municipality and an association, minutes in which one is planned. If yours is one, bring the part that says so."),
      h("div", { class: "review-acts" }, h("button", { type: "button", class: "primary", on: { click: acts.again } }, "Bring another text")),
    ],
    view.id && view.verdict !== "not_a_plan" && h(
      "div",
      { class: "review-acts" },
      h("button", { type: "button", class: "quiet framed", on: { click: () => acts.revise(view) } }, "Review a new version"),
      h("span", { class: "small muted" }, "Take it along:"),
      [["docx", "Word"], ["pdf", "PDF"], ["md", "Markdown"]].map(([format, label]) =>
        h("button", { type: "button", class: "quiet framed", on: { click: () => download(`reviews/${view.id}/export?format=${format}`) } }, label)),
    )),
    view.verdict !== "not_a_plan" && balance(view.balance),
  );
}

function flagList(view, plan) {
  if (!view.groups.length)
    return h("p", { class: "note" }, "Nothing was found that the plan ought to face and does not. That is no promise that nothing will come up.");
  const groups = view.groups.map((group) =>
    h(
      "div",
      { class: "flag-group", data: { level: group.level } },
      h("h3", {}, group.title),
      group.flags.map((flag) => drawFlag(flag, plan, view.id)),
    ),
  );
  const many = view.groups.length > 1 || new Set(view.groups.flatMap((group) => group.flags.map((flag) => flag.sector))).size > 1;
  return [many && filters(view, groups), groups];
}

/** Show the flags of one weight or one side alone; the others are only out of sight. */
function filters(view, groups) {
  const wanted = { level: "", sector: "" };
  const status = h("p", { class: "small muted", role: "status" });
  const sift = () => {
    let shown = 0;
    for (const group of groups) {
      for (const flag of group.querySelectorAll(".flag")) {
        flag.hidden = wanted.sector !== "" && flag.dataset.sector !== wanted.sector;
      }
      group.hidden = (wanted.level !== "" && group.dataset.level !== wanted.level) || !group.querySelector(".flag:not([hidden])");
      shown += group.hidden ? 0 : group.querySelectorAll(".flag:not([hidden])").length;
    }
    const all = view.groups.flatMap((group) => group.flags).length;
    status.textContent = shown === all ? "" : `${shown} of ${all} shown`;
  };
  const select = (name, label, options) =>
    h(
      "label",
      { class: "filter" },
      h("span", { class: "unseen" }, label),
      h("select", { class: "field", data: { filter: name }, on: { change: (event) => { wanted[name] = event.target.value; sift(); } } }, options.map(([value, words]) => h("option", { value }, words))),
    );
  return h(
    "div",
    { class: "filters" },
    select("level", "Which weight", [["", "Every weight"], ...view.groups.map((group) => [group.level, group.title])]),
    select("sector", "Felt by whom", [["", "Felt by either side"], ["municipal", "Felt by the municipality"], ["voluntary", "Felt by the volunteers"]]),
    status,
  );
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
