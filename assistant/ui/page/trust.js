// What it is, how well it does, where data goes and how long it stays.

import { h, put } from "./dom.js";
import { askToErase } from "./erase.js";
import { mounted } from "./mounted.js";
import { onHealth } from "./health.js";

export function mount({ element, props }) {
  const room = element.querySelector(".trust-room");
  const { tables, keep_days: days } = props.value;
  room.querySelector("[data-days]").textContent = days === 1 ? "one day" : `${days} days`;
  put(room.querySelector(".figures"), tables.length ? tables.map(drawTable) : h("p", { class: "note" }, "This copy of the assistant comes without measured figures. Whoever runs it can measure them: assistant eval."));
  room.querySelector("[data-erase]").addEventListener("click", askToErase);
  onHealth(({ status }) => {
    const writer = status?.writer;
    if (writer && writer !== "embedded")
      room.querySelector("[data-goes]").textContent = `Answers are worded by ${writer}: it is sent your question, the turns before it and the findings that fit. Plans are read on this machine.`;
  });
  mounted("trust");
}

function drawTable({ title, rows }) {
  const heads = [...new Set(rows.flatMap(([, row]) => Object.keys(row)))];
  return h(
    "details",
    { class: "figure-table" },
    h("summary", {}, h("span", {}, title), h("span", { class: "small muted" }, rows.length === 1 ? "one row" : `${rows.length} rows`)),
    h(
      "div",
      { class: "scrolls", tabindex: "0", role: "group", "aria-label": title },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, h("td", {}), heads.map((head) => h("th", { scope: "col" }, head)))),
        h("tbody", {}, rows.map(([name, row]) => h("tr", {}, h("th", { scope: "row" }, name), heads.map((head) => h("td", { class: "tabular" }, row[head] ?? "–"))))),
      ),
    ),
  );
}
