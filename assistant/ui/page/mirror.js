// The map of mirrors: attractions on the left, what they become on the right, lines between.

import { h, put, reveal, svg } from "./dom.js";
import { capital, drawCode } from "./code.js";

const WHOSE = { municipal: "The municipality", voluntary: "Volunteers", either: "Everybody, in general" };

/** Draws into `place`; gives back how to choose a code from outside. */
export function drawMirror(place, map, codes) {
  const [attracts, becomes] = map.shelves;
  const lines = svg("svg", { class: "mirror-lines", "aria-hidden": "true" });
  const detail = h("div", { class: "mirror-detail", "aria-live": "polite" });
  const grid = h("div", { class: "mirror-grid" }, lines, side(attracts, "left"), side(becomes, "right"));
  put(place, grid, detail);

  const nodes = new Map([...grid.querySelectorAll("[data-code]")].map((node) => [node.dataset.code, node]));
  const ties = attracts.codes.flatMap((code) => code.turns_into.map((other) => ({ from: code.code, to: other.code })));
  const paths = ties.map((tie) => {
    const path = svg("path", { data: tie });
    lines.append(path);
    return path;
  });

  function choose(code, follow = true) {
    const near = new Set(ties.filter((tie) => tie.from === code || tie.to === code).flatMap((tie) => [tie.from, tie.to]));
    for (const [name, node] of nodes) {
      node.setAttribute("aria-pressed", String(name === code));
      node.classList.toggle("near", near.has(name) && name !== code);
    }
    for (const path of paths) path.classList.toggle("lit", path.dataset.from === code || path.dataset.to === code);
    grid.classList.add("chosen");
    const entry = codes.get(code);
    put(detail, h("p", { class: "kicker" }, entry.whose), h("h3", {}, capital(entry.label)), drawCode(entry));
    if (follow) {
      reveal(nodes.get(code), "nearest");
      nodes.get(code).focus({ preventScroll: true });
    }
  }

  for (const [code, node] of nodes) node.addEventListener("click", () => choose(code, false));
  new ResizeObserver(() => tie(grid, lines, paths, nodes)).observe(grid);
  choose(attracts.codes[0].code, false);
  return { choose };
}

/** Lay the `paths` from node to node, as they stand in `grid` now. */
export function tie(grid, lines, paths, nodes) {
  const box = grid.getBoundingClientRect();
  if (!box.width) return;
  lines.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  for (const path of paths) {
    const from = nodes.get(path.dataset.from).getBoundingClientRect();
    const to = nodes.get(path.dataset.to).getBoundingClientRect();
    const [x1, y1] = [from.right - box.left, from.top + from.height / 2 - box.top];
    const [x2, y2] = [to.left - box.left, to.top + to.height / 2 - box.top];
    const bend = (x2 - x1) / 2;
    path.setAttribute("d", `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`);
  }
}

function side(shelf, where) {
  const groups = Object.entries(WHOSE)
    .map(([viewpoint, title]) => [title, shelf.codes.filter((code) => code.viewpoint === viewpoint)])
    .filter(([, codes]) => codes.length);
  return h(
    "div",
    { class: "mirror-side " + where },
    h("h3", {}, shelf.title),
    groups.map(([title, codes]) => [
      h("p", { class: "mirror-group" }, title),
      codes.map((code) => h("button", { type: "button", class: "trait", id: "sources/" + code.code, "aria-pressed": "false", data: { code: code.code } }, capital(code.label))),
    ]),
  );
}
