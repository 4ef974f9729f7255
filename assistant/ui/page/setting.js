// Who asks: said once, seen in the frame, and used where a question does not tell.

import { h, put } from "./dom.js";
import { announce } from "./frame.js";
import { get, send } from "./server.js";
import { openSheet } from "./sheet.js";

const FIELDS = [
  ["sector", "You speak for", [["municipal", "a municipality"], ["voluntary", "a voluntary organisation"]]],
  ["area", "Your field", [["elderly", "elderly care"], ["immigration", "refugees and immigration"], ["other", "another field"]]],
  ["size", "Your organisation is", [["large", "large or national"], ["small", "small or local"]]],
  ["stage", "The cooperation is", [["idea", "an idea"], ["planning", "being planned"], ["running", "running"], ["evaluating", "being evaluated"]]],
];
const SHORT = { municipal: "municipal", voluntary: "voluntary", elderly: "elderly", immigration: "refugees", other: "other field", large: "large", small: "small", idea: "idea", planning: "planning", running: "running", evaluating: "evaluating" };

const listeners = new Set();
let setting = { sector: null, area: null, size: null, stage: null };

/** Be told now and at every change. */
export function onSetting(listener) {
  listeners.add(listener);
  listener(setting);
}

export async function mountSetting(button) {
  onSetting(() => {
    const said = FIELDS.map(([name]) => SHORT[setting[name]]).filter(Boolean);
    const words = said.length ? [h("span", { class: "setting-word" }, "Setting: "), said.slice(0, 2).join(" · ")] : ["Setting", h("span", { class: "setting-word" }, ": not set")];
    put(button, words, h("span", { "aria-hidden": "true" }, " ▾"));
  });
  button.addEventListener("click", open);
  await recall();
}

/** As the server keeps it. */
export async function recall() {
  setting = (await get("setting")) ?? setting;
  tell();
}

const tell = () => listeners.forEach((listener) => listener(setting));

function open() {
  const said = h("p", { class: "small muted", role: "status" });
  openSheet(
    "Your setting",
    h("p", { class: "muted" }, "Say once who asks. Answers lean on it where your question does not tell; what a question says goes first."),
    FIELDS.map(([name, legend, options]) => drawField(name, legend, options, said)),
    said,
  );
}

function drawField(name, legend, options, said) {
  const choose = async (value) => {
    const before = setting;
    setting = { ...setting, [name]: value };
    const kept = await send("PUT", "setting", setting);
    if (!kept) setting = before;
    said.textContent = kept ? "Kept." : "It could not be kept: is the server there?";
    announce(said.textContent);
    tell();
  };
  return h(
    "fieldset",
    { class: "choice" },
    h("legend", {}, legend),
    [...options, [null, "not said"]].map(([value, label]) => {
      const radio = h("input", { type: "radio", name: "setting-" + name, checked: setting[name] === value, on: { change: () => choose(value) } });
      return h("label", {}, radio, h("span", {}, label));
    }),
  );
}
