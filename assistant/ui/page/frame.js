// What stands around the rooms: where one is, how the server is, light and dark.

import { h } from "./dom.js";
import { keepLooking, onHealth } from "./health.js";
import { mounted } from "./mounted.js";
import { mountSource } from "./source.js";
import { busy, isBroken } from "./awaited.js";
import { askToErase } from "./erase.js";
import { mountKeys, showKeys } from "./keys.js";
import { mountSetting } from "./setting.js";

const ROOMS = { ask: "Ask", review: "Review a plan", sources: "Sources", trust: "Trust" };
const THEMES = ["auto", "light", "dark"];
const SAID = {
  opening: "Opening",
  warming: "Warming up: you can ask already",
  ready: "Ready",
  failed: "Cannot answer",
  lost: "Connection lost",
};

export function mount({ element }) {
  mountSource(element);
  rooms(element);
  theme(element.querySelector("[data-theme-button]"));
  element.querySelector(".skip").addEventListener("click", skip);
  menu(element.querySelector(".menu"));
  mountSetting(element.querySelector("[data-setting-button]"));
  mountKeys();
  onHealth((heard) => showHealth(element.querySelector(".health"), heard));
  onHealth((heard) => {
    // Everything is kept by the tab, so that a fresh page goes on where this one broke off.
    if (isBroken() && ["warming", "ready"].includes(heard.state)) location.reload();
  });
  keepLooking(busy);
  mounted("frame");
}

/** Say something to people who listen to the page; each sentence once. */
export function announce(text) {
  const log = document.getElementById("announcer");
  log.append(h("p", {}, text));
  while (log.children.length > 30) log.firstChild.remove();
}

function rooms(element) {
  const enter = () => {
    const room = location.hash.slice(1).split("/")[0];
    const name = room in ROOMS ? room : "ask";
    document.body.dataset.room = name;
    document.title = ROOMS[name] + " · Coproduction assistant";
    for (const link of element.querySelectorAll("[data-room-link]")) {
      if (link.dataset.roomLink === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.dispatchEvent(new CustomEvent("room", { detail: name }));
    if (!location.hash.includes("/")) scrollTo(0, 0);
  };
  addEventListener("hashchange", enter);
  enter();
}

/** Past the frame, into the room one is in. */
function skip() {
  const room = document.getElementById(document.body.dataset.room);
  const into = room.querySelector("[data-skip-to]") ?? room;
  [...into.querySelectorAll("a, button, textarea, summary, [tabindex='0']")].find((node) => node.offsetParent)?.focus();
}

/** What is seldom needed: it folds when a choice is made, or one looks elsewhere. */
function menu(node) {
  const summary = node.querySelector("summary");
  node.querySelector("[data-keys]").addEventListener("click", showKeys);
  node.querySelector("[data-erase]").addEventListener("click", askToErase);
  node.querySelector("[data-print]").addEventListener("click", () => setTimeout(print, 50));
  document.addEventListener("click", (event) => {
    if (!node.contains(event.target) || event.target.closest("[data-keys], [data-erase], [data-print], a")) node.open = false;
  });
  document.addEventListener("room", () => (node.open = false));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !node.open) return;
    node.open = false;
    summary.focus();
  });
}

function theme(button) {
  const wear = (name) => {
    document.documentElement.dataset.theme = name;
    button.textContent = { auto: "Light or dark: auto", light: "Light", dark: "Dark" }[name];
    button.setAttribute("aria-label", "Light or dark: " + name);
  };
  wear(THEMES.includes(localStorage.getItem("theme")) ? localStorage.getItem("theme") : "auto");
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
    localStorage.setItem("theme", next);
    wear(next);
  });
}

function showHealth(node, heard) {
  node.dataset.state = heard.state;
  node.querySelector(".health-text").textContent = SAID[heard.state] ?? heard.state;
  node.title = heard.problem || "";
}
