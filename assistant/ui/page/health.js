// How the server is doing, for everybody who wants to know.

const listeners = new Set();
let instance = null;
let failures = 0;

/** The last that was heard: `state` is opening, warming, ready, failed or lost; `restarted` is said once. */
export let health = { state: "warming", seconds: 0, problem: "", status: null, restarted: false };

/** Be told now and at every change. */
export function onHealth(listener) {
  listeners.add(listener);
  listener(health);
}

/** Ask the server once. Two silences in a row mean that it is lost. */
export async function look() {
  try {
    const response = await fetch("api/health", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    const heard = await response.json();
    failures = 0;
    const restarted = instance !== null && heard.instance !== instance;
    instance = heard.instance ?? instance;
    tell({ ...heard, restarted });
  } catch {
    failures += 1;
    if (failures > 1) tell({ ...health, state: "lost" });
  }
  return health;
}

function tell(heard) {
  const changed = JSON.stringify({ ...heard, seconds: 0 }) !== JSON.stringify({ ...health, seconds: 0 });
  health = heard;
  if (changed) listeners.forEach((listener) => listener(health));
}

/** Look often while something is awaited, and seldom otherwise. */
export function keepLooking(awaited) {
  let quiet = 0;
  const next = async () => {
    const settled = health.state === "ready" && !awaited();
    quiet = settled ? quiet + 1 : 0;
    if (quiet % 20 === 0) await look();
    setTimeout(next, 1500);
  };
  next();
}
