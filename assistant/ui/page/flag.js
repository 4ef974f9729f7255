// One flag: what the plan does not face, who feels it, what to ask, and room to disagree.

import { h, put } from "./dom.js";
import { announce } from "./frame.js";
import { askAbout } from "./carry.js";
import { capital } from "./code.js";
import { send } from "./server.js";
import { cited, markOf } from "./source.js";

/** Draw a flag of the `review` that is kept under this id; it and its sentences in `plan` point at each other. */
export function drawFlag(flag, plan, review) {
  const node = h(
    "article",
    { class: "flag", id: flag.key, tabindex: "-1", "aria-labelledby": flag.key + "-title", data: { sector: flag.sector } },
    h(
      "h4",
      { id: flag.key + "-title" },
      h("span", { class: "flag-number" }, h("span", { class: "unseen" }, "Flag "), String(flag.number)),
      h("span", {}, capital(flag.label.label), " ", h("span", { class: "felt" }, "felt by " + flag.felt_by)),
    ),
    h("p", {}, cited(flag.finding, flag.sources.map(markOf))),
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
  const ask = h("button", { type: "button", class: "quiet", on: { click: () => askAbout(question(flag)) } }, "Ask the chat about it");
  node.append(review ? contest(flag, review, ask) : h("div", { class: "flag-acts" }, ask));
  node.addEventListener("pointerenter", () => plan.hold(flag.number, true));
  node.addEventListener("pointerleave", () => plan.hold(flag.number, false));
  node.addEventListener("focusin", () => plan.hold(flag.number, true));
  node.addEventListener("focusout", () => plan.hold(flag.number, false));
  return node;
}

/** The flag as a question that stands alone. */
function question(flag) {
  const said = flag.because[0]?.text;
  const plan = said ? `Our plan says: "${said.length > 400 ? said.slice(0, 400) + "…" : said}" ` : "";
  return `${plan}A review warns of this: ${flag.label.label}, felt by ${flag.felt_by}. What does the study say about it, and what can we do?`;
}

/** A flag that is contested stays, and says why somebody disagrees. */
function contest(flag, review, ask) {
  const place = h("div", { class: "contest" });
  const keep = async (reason) => {
    if (!(await send("PUT", `reviews/${review}/contests/${encodeURIComponent(flag.id)}`, { reason })))
      return announce("It could not be kept.");
    flag.contested = reason;
    announce(reason ? "Kept. The flag stays, and shows as contested." : "The flag is no longer contested.");
    rest(true);
  };
  const rest = (focus = false) => {
    const open = h("button", { type: "button", class: "quiet", on: { click: write } }, flag.contested ? "Change" : "Contest it");
    const back = flag.contested && h("button", { type: "button", class: "quiet", on: { click: () => keep("") } }, "Take it back");
    put(
      place,
      flag.contested && h("p", { class: "contested" }, h("strong", {}, "Contested"), " ", flag.contested),
      h("div", { class: "flag-acts" }, ask, open, back),
    );
    if (focus) open.focus();
  };
  const write = () => {
    const reason = h("textarea", { rows: 2, maxlength: 1000, class: "field", "aria-label": "Why do you disagree with this flag?", placeholder: "Why do you disagree? The flag stays, and shows this." });
    reason.value = flag.contested;
    const done = () => reason.value.trim() && keep(reason.value.trim());
    put(place, reason, h("div", { class: "flag-acts" }, h("button", { type: "button", class: "quiet framed", on: { click: done } }, "Keep it"), h("button", { type: "button", class: "quiet", on: { click: () => rest(true) } }, "Leave it")));
    reason.focus();
  };
  rest();
  return place;
}
