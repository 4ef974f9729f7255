// Build the page from data: strings become text nodes and attributes, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `attributes` may hold `on` (listeners) and `data` (data-* attributes); false and null leave an attribute out. */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, { on = {}, data = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  for (const [name, value] of Object.entries(data)) node.dataset[name] = value;
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  node.append(...nodes(children));
  return node;
}

/** Strings and nodes, flat; what is false, null or empty is left out. */
function nodes(children) {
  return children.flat(Infinity).filter((child) => child != null && child !== false && child !== "");
}

/** Put other children into `parent`. */
export function put(parent, ...children) {
  parent.replaceChildren(...nodes(children));
}

/** Draw `items` into `parent`, and leave alone the nodes whose item has not changed: focus and selection stay. */
export function patch(parent, items, draw, key = (_, index) => String(index)) {
  const before = new Map([...parent.children].map((node) => [node.patchKey, node]));
  const after = items.map((item, index) => {
    const name = key(item, index);
    const said = JSON.stringify(item);
    const old = before.get(name);
    if (old && old.patchSaid === said) return old;
    const node = draw(item, old, index);
    node.patchKey = name;
    node.patchSaid = said;
    return node;
  });
  const kept = new Set(after);
  for (const node of [...parent.children]) if (!kept.has(node)) node.remove();
  after.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** Whether motion is welcome. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Bring a node into view, gently where that is welcome. */
export function reveal(node, block = "center") {
  node.scrollIntoView({ behavior: still() ? "auto" : "smooth", block });
}

/** Copy a text; says whether it worked, since browsers refuse on pages that are not served safely. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
