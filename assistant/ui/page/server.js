// What the pages ask of their own server, beside answers and reviews.

/** What is at `path`; null where there is nothing, or no server. */
export async function get(path) {
  try {
    const response = await fetch("api/" + path, { cache: "no-store" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Change something; says whether it was changed. */
export async function send(method, path, body) {
  try {
    const json = body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return (await fetch("api/" + path, { method, ...json })).ok;
  } catch {
    return false;
  }
}

/** Hand a file of the server to the visitor. */
export function download(path) {
  const link = document.createElement("a");
  link.href = "api/" + path;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}

/** An id that the browser makes. */
export function freshId() {
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
