// The reviews of this visitor: opened again, or deleted.

import { h, put } from "./dom.js";
import { announce } from "./frame.js";
import { capital } from "./code.js";
import { get, send } from "./server.js";

const VERDICTS = { over_optimistic: "over-optimistic", partly_balanced: "partly balanced", balanced: "balanced", not_a_plan: "not a plan" };

/** Draw the list into `place`; `open` lays a review out again. */
export async function drawEarlier(place, open) {
  const found = (await get("reviews")) ?? [];
  place.hidden = found.length === 0;
  put(
    place,
    h("h2", { id: "earlier-title" }, "Your earlier reviews"),
    h("ul", { class: "earlier-list" }, found.map((one) => drawRow(one, place, open))),
  );
}

function drawRow(one, place, open) {
  const row = h("li", { class: "earlier-row" });
  const flags = one.flags === 1 ? "1 flag" : `${one.flags} flags`;
  const rest = () =>
    put(
      row,
      h("button", { type: "button", class: "earlier-open", on: { click: () => open(one.id) } }, h("span", { class: "earlier-name" }, one.name), h("span", { class: "small muted" }, capital(VERDICTS[one.overall] ?? one.overall), " · ", flags, one.before && " · a new version", " · ", new Date(one.made).toLocaleDateString([], { day: "numeric", month: "short" }))),
      h("button", { type: "button", class: "quiet", "aria-label": "Delete the review of " + one.name, on: { click: sure } }, "Delete"),
    );
  const sure = () => {
    const keep = h("button", { type: "button", class: "quiet", on: { click: rest } }, "Keep it");
    put(row, h("span", { class: "small" }, "Delete it, with the plan, for good?"), h("button", { type: "button", class: "quiet danger", on: { click: remove } }, "Yes, delete"), keep);
    keep.focus();
  };
  const remove = async () => {
    announce((await send("DELETE", "reviews/" + one.id)) ? "Deleted." : "It could not be deleted.");
    await drawEarlier(place, open);
  };
  rest();
  return row;
}
