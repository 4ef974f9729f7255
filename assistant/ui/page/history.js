// The conversations of this visitor: found, opened, named, taken along and deleted.

import { h, patch } from "./dom.js";
import { announce } from "./frame.js";
import { download, get, send } from "./server.js";

const WIDE = matchMedia("(min-width: 1181px)");
const ROOMY = matchMedia("(min-width: 1400px)");

let panel, button, list, search, acts;
let headings = [];
let doing = null; // the row that is busy, and with what: { id, what: "more" | "rename" | "delete" }

/** `acts` open a conversation, begin a new one, and say which is looked at. */
export function mountHistory(room, given) {
  acts = given;
  panel = room.querySelector(".history");
  button = room.querySelector("[data-history]");
  list = panel.querySelector(".history-list");
  search = panel.querySelector("#history-search");
  button.addEventListener("click", () => show(!panel.open));
  panel.querySelector("[data-fold]").addEventListener("click", () => show(false));
  panel.addEventListener("close", () => tell());
  for (const begin of room.querySelectorAll("[data-begin]"))
    begin.addEventListener("click", () => {
      leave();
      acts.begin();
    });
  let later;
  search.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(refresh, 200);
  });
  WIDE.addEventListener("change", () => show(false));
  refresh().then(() => {
    const wish = localStorage.getItem("history") ?? (ROOMY.matches ? "open" : "folded");
    if (WIDE.matches && headings.length && wish === "open") show(true, false);
  });
}

/** Something was said or forgotten: the list is looked up again. */
export const listed = () => refresh();

async function refresh() {
  const words = search.value.trim();
  headings = (await get("conversations?search=" + encodeURIComponent(words))) ?? headings;
  const none = words ? "Nothing of yours has these words." : "What you ask is listed here.";
  panel.querySelector(".history-none").textContent = headings.length ? "" : none;
  tell();
  draw();
}

/** Beside the conversation where there is room, over it where there is none. */
function show(open, chosen = true) {
  if (!open) panel.close();
  else if (WIDE.matches) panel.setAttribute("open", "");
  else panel.showModal();
  if (chosen && WIDE.matches) localStorage.setItem("history", open ? "open" : "folded");
  if (chosen && open && WIDE.matches) search.focus();
  if (chosen && !open) button.focus();
  tell();
}

function tell() {
  const some = headings.length > 0 || search.value !== "";
  const open = panel.open;
  button.setAttribute("aria-expanded", String(open));
  button.hidden = !some || (open && WIDE.matches);
  panel.parentElement.classList.toggle("with-history", open && WIDE.matches);
}

/** A panel that lies over the conversation goes once a choice is made. */
const leave = () => !WIDE.matches && panel.open && panel.close();

function draw() {
  const rows = headings.map((heading) => ({ ...heading, current: heading.id === acts.current(), doing: doing?.id === heading.id ? doing.what : "" }));
  patch(list, rows, drawRow, (row) => row.id);
}

function drawRow(row) {
  const node = h(
    "li",
    { class: "history-row" },
    row.doing === "rename" ? drawRename(row) : drawOpen(row),
    row.doing === "more" &&
      h(
        "div",
        { class: "history-acts" },
        act("Rename", () => busy(row, "rename")),
        [["docx", "Word"], ["pdf", "PDF"], ["md", "Markdown"]].map(([format, label]) => act(label, () => download(`conversations/${row.id}/export?format=${format}`), "export")),
        act("Delete", () => busy(row, "delete")),
      ),
    row.doing === "delete" &&
      h(
        "div",
        { class: "history-acts", role: "group", "aria-label": "Delete this conversation?" },
        h("span", { class: "small" }, "Delete it for good?"),
        act("Yes, delete", () => remove(row), "danger"),
        act("Keep it", () => busy(row, "")),
      ),
  );
  // The row was drawn anew under the hands of whoever pressed a button in it.
  if (row.doing) requestAnimationFrame(() => node.querySelector("input, .history-acts button")?.focus());
  return node;
}

function drawOpen(row) {
  return h(
    "div",
    { class: "history-line" },
    h(
      "button",
      { type: "button", class: "history-open", "aria-current": row.current && "true", on: { click: () => { leave(); acts.open(row.id); draw(); } } },
      h("span", { class: "history-title" }, row.title),
      h("span", { class: "small muted tabular" }, when(row.changed), " · ", row.turns === 1 ? "1 question" : `${row.turns} questions`),
    ),
    h("button", { type: "button", class: "quiet", "aria-label": "More about: " + row.title, "aria-expanded": String(row.doing !== ""), on: { click: () => busy(row, row.doing ? "" : "more") } }, "⋯"),
  );
}

function drawRename(row) {
  const name = h("input", { class: "field", maxlength: 200, "aria-label": "A new name" });
  name.value = row.title;
  const rename = async () => {
    if (name.value.trim()) await send("PATCH", "conversations/" + row.id, { title: name.value.trim() });
    doing = null;
    refresh();
  };
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") rename();
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      busy(row, "");
    }
  });
  return h("div", { class: "history-line" }, name, act("Save", rename));
}

const act = (label, click, kind = "") => h("button", { type: "button", class: "quiet " + kind, on: { click } }, label);

function busy(row, what) {
  doing = what ? { id: row.id, what } : null;
  draw();
}

async function remove(row) {
  doing = null;
  const gone = await send("DELETE", "conversations/" + row.id);
  announce(gone ? "Deleted." : "It could not be deleted.");
  if (gone && row.id === acts.current()) acts.begin();
  await refresh();
  panel.open && search.focus();
}

function when(changed) {
  const then = new Date(changed);
  const today = then.toDateString() === new Date().toDateString();
  return today ? then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : then.toLocaleDateString([], { day: "numeric", month: "short" });
}
