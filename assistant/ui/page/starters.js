// What one may begin with, by who one is and how far the cooperation has come.

import { onSetting } from "./setting.js";

const AT_STAGE = {
  idea: "What does each side hope to get out of working together?",
  planning: "What should both sides talk about before they start?",
  running: "What usually goes wrong once the work with volunteers has begun?",
  evaluating: "Which signs show that the two sides are drifting apart?",
};

/** `ask` puts a question. */
export function mountStarters(welcome, ask) {
  const stage = welcome.querySelector("[data-stage-ask]");
  for (const starter of [stage, ...welcome.querySelectorAll("[data-ask]")]) starter.addEventListener("click", () => ask(starter.textContent));
  onSetting((setting) => {
    stage.textContent = AT_STAGE[setting.stage] ?? "";
    stage.parentElement.hidden = !stage.textContent;
    for (const group of welcome.querySelectorAll("[data-for]")) group.classList.toggle("own", group.dataset.for === setting.sector);
  });
}
