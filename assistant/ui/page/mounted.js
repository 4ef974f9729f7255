// The page shows itself when every piece of it can be used.

const awaited = new Set(["frame", "ask", "live", "review", "sources", "trust"]);

export function mounted(piece) {
  awaited.delete(piece);
  if (awaited.size === 0) document.body.classList.add("furnished");
}
