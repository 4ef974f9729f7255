// The plan as a picture: what it hopes for, what those hopes may become, and what of it the plan faces.

import { h, svg } from "./dom.js";
import { capital } from "./code.js";
import { tie } from "./mirror.js";

const WHOSE = { municipal: "the municipality", voluntary: "the volunteers", either: "either side" };
const STATES = { handled: "handled", named: "named", open: "not faced" };

export function drawPicture({ hopes, forces, mirrors }, words) {
  const lines = svg("svg", { class: "mirror-lines", "aria-hidden": "true" });
  const paths = mirrors.map(({ hope, force, faced }) => svg("path", { data: { from: hope, to: force, faced } }));
  lines.append(...paths);
  const grid = h(
    "div",
    { class: "picture-grid", "aria-hidden": "true" },
    lines,
    h("div", {}, h("h3", {}, "Hopes"), hopes.map((hope) => h("p", { class: "picture-hope", data: { code: hope.code } }, capital(hope.label), h("span", { class: "picture-note" }, `${WHOSE[hope.viewpoint]} · ${hope.sentences} ${hope.sentences === 1 ? "sentence" : "sentences"}`)))),
    h("div", {}, h("h3", {}, "May become"), forces.map((force) => h("p", { class: "picture-force", data: { code: force.code, state: force.state } }, capital(force.label), h("span", { class: "picture-note" }, `${WHOSE[force.viewpoint]} · ${STATES[force.state]}`)))),
  );
  const nodes = new Map([...grid.querySelectorAll("[data-code]")].map((node) => [node.dataset.code, node]));
  new ResizeObserver(() => tie(grid, lines, paths, nodes)).observe(grid);
  return h(
    "section",
    { class: "picture", "aria-labelledby": "picture-title" },
    h("h2", { id: "picture-title" }, "The plan as a picture"),
    h("p", { class: "muted" }, "Lines lead from a hope to what it may become once work has begun. Dashed: the plan does not face it."),
    grid,
    h("details", {}, h("summary", { class: "small" }, "The picture in words"), h("ul", { class: "plain-list" }, words.map((line) => h("li", {}, line)))),
  );
}
