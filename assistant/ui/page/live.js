// The channel of the turn that is being written: small, so that a sentence costs a sentence.

import { hear } from "./ask.js";
import { mounted } from "./mounted.js";

export function mount({ props, watch }) {
  watch("value", () => hear(props.value || null));
  mounted("live");
}
