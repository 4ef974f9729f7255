// What the page is waiting for, so that the connection is watched while it does.

const awaited = new Set();
let broken = false;

export const wait = (what) => awaited.add(what);
export const done = (what) => awaited.delete(what);
export const busy = () => awaited.size > 0;

/** The answer that was awaited will not come. */
export function breakOff(what) {
  done(what);
  broken = true;
}

/** Whether the stream of answers broke: Gradio does not open it again, only a fresh page does. */
export const isBroken = () => broken;
