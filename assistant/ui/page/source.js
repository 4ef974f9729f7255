// The source panel: beside the conversation on a wide screen, a drawer over the other rooms, a sheet from below on a phone.

import { h, put } from "./dom.js";

const known = new Map(); // key -> { view, group }
let panel, passage, study, backdrop;
let opener = null;
let current = null;

export function mountSource(frame) {
  panel = frame.querySelector("#source");
  passage = panel.querySelector(".source-passage");
  study = panel.querySelector(".source-study");
  backdrop = frame.querySelector(".backdrop");
  backdrop.addEventListener("click", close);
  panel.addEventListener("keydown", onKey);
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("room", close);
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("[data-source]");
    if (mark) open(mark.dataset.source, mark);
  });
}

/** Sources that belong together can be leafed through. */
export function learn(views) {
  const group = views.map((view) => view.key);
  for (const view of views) known.set(view.key, { view, group });
}

/** A small number that opens a source; until the source is known, only a number. */
export function markOf({ number, key }) {
  return h(
    "button",
    { type: "button", class: "mark", data: { source: key }, "aria-label": `Source ${number}`, "aria-expanded": "false" },
    String(number),
  );
}

/** A text and its marks, which stay on the line of its last word. */
export function cited(text, marks, around = (words) => words) {
  const cut = text.lastIndexOf(" ") + 1;
  const fits = cut > 0 && text.length - cut <= 24; // a longer last word does not fit on any line
  const [head, last] = fits ? [text.slice(0, cut), text.slice(cut)] : [text, ""];
  return [around(head), h("span", { class: last && "tail" }, last && around(last), marks)];
}

export function open(key, from) {
  if (!known.has(key)) return;
  opener = from ?? opener;
  current = key;
  for (const mark of document.querySelectorAll("[data-source]"))
    mark.setAttribute("aria-expanded", String(mark.dataset.source === key));
  draw(known.get(key));
  study.hidden = true;
  passage.hidden = false;
  document.body.classList.add("reading");
  backdrop.hidden = false;
  if (over()) {
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "true");
  }
  panel.scrollTop = 0;
  const marked = passage.querySelector("mark")?.getBoundingClientRect();
  const foot = panel.getBoundingClientRect().bottom - 24;
  if (marked?.bottom > foot) panel.scrollTop = marked.bottom - foot;
  panel.focus({ preventScroll: true });
}

export function close() {
  if (!current) return;
  current = null;
  for (const mark of document.querySelectorAll("[data-source]")) mark.setAttribute("aria-expanded", "false");
  passage.hidden = true;
  study.hidden = false;
  backdrop.hidden = true;
  panel.setAttribute("role", "region");
  panel.removeAttribute("aria-modal");
  document.body.classList.remove("reading");
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}

/** Whether the panel lies over the room instead of beside it. */
const over = () => getComputedStyle(backdrop).display !== "none";

function onKey(event) {
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") leaf(event.key === "ArrowRight" ? 1 : -1);
  if (event.key === "Tab" && panel.getAttribute("aria-modal") === "true") keepInside(event);
}

function keepInside(event) {
  const stops = [...panel.querySelectorAll("button, a")].filter((node) => node.offsetParent && !node.disabled);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement === edge || (event.shiftKey && document.activeElement === panel)) {
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}

function leaf(step) {
  const { group } = known.get(current);
  const next = group[group.indexOf(current) + step];
  if (next) open(next, document.querySelector(`[data-source="${CSS.escape(next)}"]`));
}

function draw({ view, group }) {
  const at = group.indexOf(view.key);
  put(
    passage,
    h(
      "div",
      { class: "source-bar" },
      h("p", { class: "kicker" }, "Source ", h("span", { class: "mark still" }, String(view.number))),
      group.length > 1 &&
        h(
          "div",
          { class: "leaf" },
          button("‹", "Previous source", () => leaf(-1), at === 0),
          h("span", { class: "tabular" }, `${at + 1} of ${group.length}`),
          button("›", "Next source", () => leaf(1), at === group.length - 1),
        ),
      h("button", { type: "button", class: "quiet", on: { click: close } }, "Close"),
    ),
    h("p", { class: "crumbs" }, view.path.slice(0, -1).join(" › ")),
    h("h2", {}, view.path.at(-1), view.place && h("span", { class: "place" }, " " + view.place)),
    h("p", { class: view.verbatim ? "standing verbatim" : "standing" }, view.standing),
    h(
      "blockquote",
      { class: "voice passage" },
      stressed(view.before),
      view.bearing && h("mark", {}, stressed(view.bearing)),
      stressed(view.after),
    ),
    view.speaker && h("p", { class: "speaker" }, view.speaker),
    view.claim && view.claim !== view.before.trim() &&
      h("div", { class: "bears" }, h("p", { class: "kicker" }, "It bears this sentence"), h("p", {}, view.claim)),
    view.codes.length > 0 &&
      h(
        "p",
        { class: "codes" },
        view.codes.map(({ code, label }) => h("a", { class: "code", href: "#sources/" + code }, label)),
      ),
    view.kind !== "document" &&
      h(
        "p",
        { class: "small muted" },
        "Frederiksen & Grubb (2021), Public Management Review. doi 10.1080/14719037.2021.1978759",
      ),
  );
}

/** A copy in plain text or Markdown stresses words by stars; here they are stressed by a slant. */
function stressed(text) {
  return text.split(/\*([^*\n]+)\*/).map((part, index) => (index % 2 ? h("em", {}, part) : part));
}

function button(sign, label, act, disabled) {
  return h("button", { type: "button", class: "quiet step", "aria-label": label, disabled, on: { click: act } }, sign);
}
