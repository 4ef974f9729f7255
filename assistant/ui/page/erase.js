// Forget everything of this visitor: on the server first, then in this browser.

import { h } from "./dom.js";
import { send } from "./server.js";
import { openSheet } from "./sheet.js";

export function askToErase() {
  const problem = h("p", { class: "problem", role: "alert", hidden: true }, "It could not be erased: is the server there? Nothing was changed.");
  const erase = async () => {
    if (!(await send("DELETE", "visitor"))) return (problem.hidden = false);
    sessionStorage.clear();
    localStorage.clear();
    location.hash = "#ask";
    location.reload();
  };
  const sheet = openSheet(
    "Erase my data",
    h("p", {}, "Your conversations, what you thought of answers, your plans, reviews and setting are deleted from this server's disk, and this browser forgets them too. It cannot be undone."),
    problem,
    h("div", { class: "sheet-end" }, h("button", { type: "button", class: "primary warm", on: { click: erase } }, "Erase everything"), h("button", { type: "button", class: "quiet", on: { click: () => sheet.close() } }, "Keep it")),
  );
}
