// What this tab remembers by itself: a reload or a restart of the server costs nothing, and closing the tab forgets it.

/** Remember `value` under `name` until the tab is closed. */
export function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    sessionStorage.removeItem(name); // too large to be remembered
  }
}

/** What was kept under `name`, or `otherwise`. */
export function kept(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}
