// A small sheet over the page: a title, what it holds, and a way out. The browser keeps the focus in it.

import { h } from "./dom.js";

/** Open a sheet; it is gone once it is closed. */
export function openSheet(title, ...children) {
  const close = h("button", { type: "button", class: "quiet", on: { click: () => sheet.close() } }, "Close");
  const sheet = h("dialog", { class: "sheet", "aria-label": title }, h("div", { class: "sheet-head" }, h("h2", {}, title), close), children);
  sheet.addEventListener("close", () => sheet.remove());
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  document.getElementById("piece-frame").append(sheet);
  sheet.showModal();
  return sheet;
}
