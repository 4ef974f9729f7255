// The first visit: three short screens, in the page and never in the way.

import { h, put } from "./dom.js";

const SCREENS = [
  ["Ask in your own words", "Describe your situation as you would to a colleague. Every sentence of the answer carries a number: press it, and the place in the study opens beside it."],
  ["Bring a plan", "The second room reads a plan and gives it back with what it hopes for, what it does not face, and a question to ask the other side."],
  ["It is yours", "What you ask and bring is kept on this server for you alone. Rename it, take it along or delete it; the menu ⋯ erases all of it."],
];

/** Show the screens in `place` to whoever has not met them. */
export function greet(place) {
  if (localStorage.getItem("met")) return;
  place.hidden = false;
  show(place, 0, false);
}

function show(place, at, focus = true) {
  const [title, words] = SCREENS[at];
  const last = at === SCREENS.length - 1;
  const next = h("button", { type: "button", class: "quiet framed", on: { click: () => (last ? leave(place) : show(place, at + 1)) } }, last ? "Begin" : "Next");
  put(
    place,
    h("p", { class: "kicker tabular" }, `${at + 1} of ${SCREENS.length}`),
    h("h2", {}, title),
    h("p", {}, words),
    h("div", { class: "greeting-end" }, next, !last && h("button", { type: "button", class: "quiet", on: { click: () => leave(place) } }, "Skip")),
  );
  if (focus) next.focus();
}

function leave(place) {
  localStorage.setItem("met", "yes");
  place.hidden = true;
  // Not the box: on a phone that would bring up the keyboard.
  [...place.parentElement.querySelectorAll("[data-stage-ask], [data-ask]")].find((node) => node.offsetParent)?.focus();
}
