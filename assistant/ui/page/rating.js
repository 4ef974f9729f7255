// What a visitor thinks of an answer: a thumb, reasons if it points down, and a word of their own.

import { h, reveal, svg } from "./dom.js";
import { announce } from "./frame.js";

const REASONS = [
  ["wrong", "Wrong"],
  ["wrong_source", "Wrong source"],
  ["unclear", "Unclear"],
  ["missing", "Something is missing"],
  ["tone", "Tone"],
];
const HAND = "M4 9h3l3-6c1.4 0 2 .9 2 2v3h4.2c1 0 1.7.9 1.5 1.9l-1.2 5.6c-.2.9-.9 1.5-1.8 1.5H7M4 9v8h3V9";

/** `rating` is what was given before, or null; `give` keeps another one and says whether it was kept. */
export function drawRating(rating, give) {
  const given = { thumb: rating?.thumb ?? null, reasons: rating?.reasons ?? [], comment: rating?.comment ?? "" };
  const node = h("div", { class: "rating", role: "group", "aria-label": "What do you think of this answer?" });
  const said = h("p", { class: "small muted", role: "status" }, given.thumb && "Kept, for whoever runs this assistant.");
  const more = h("div", { class: "rating-more", hidden: given.thumb !== "down" });
  const keep = async () => {
    said.textContent = (await give({ ...given })) ? "Thank you. It is kept, for whoever runs this assistant." : "It could not be kept: is the server there?";
    announce(said.textContent);
  };
  const thumbs = ["up", "down"].map((thumb) =>
    h(
      "button",
      {
        type: "button", class: "quiet thumb", "aria-pressed": String(given.thumb === thumb), data: { thumb },
        on: { click: (event) => press(event.currentTarget, thumb) },
      },
      svg("svg", { viewBox: "0 0 20 20", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: HAND })),
      thumb === "up" ? "Helpful" : "Not helpful",
    ),
  );
  const press = (button, thumb) => {
    given.thumb = thumb;
    if (thumb === "up") given.reasons = [];
    for (const other of thumbs) other.setAttribute("aria-pressed", String(other === button));
    more.hidden = thumb === "up";
    if (!more.hidden) reveal(more, "nearest");
    keep();
  };
  const comment = h("textarea", { rows: 2, maxlength: 2000, "aria-label": "In your own words, if you like", placeholder: "In your own words, if you like" });
  comment.value = given.comment;
  more.append(
    h(
      "div",
      { class: "reasons-row", role: "group", "aria-label": "Why?" },
      REASONS.map(([name, label]) => {
        const toggle = h("button", { type: "button", class: "chip toggle", "aria-pressed": String(given.reasons.includes(name)), data: { reason: name } }, label);
        toggle.addEventListener("click", () => {
          const on = !given.reasons.includes(name);
          given.reasons = on ? [...given.reasons, name] : given.reasons.filter((other) => other !== name);
          toggle.setAttribute("aria-pressed", String(on));
        });
        return toggle;
      }),
    ),
    comment,
    h("button", { type: "button", class: "quiet framed", on: { click: () => { given.comment = comment.value; keep(); } } }, "Send"),
  );
  node.append(h("div", { class: "thumbs" }, thumbs, said), more);
  return node;
}
