// Carry a text from the conversation over to the review room, and a question from there to the conversation.

let receive = () => {};
let beAsked = () => {};

export const onCarried = (listener) => (receive = listener);
export const onAsked = (listener) => (beAsked = listener);

export function carry(text) {
  location.hash = "#review";
  receive(text);
}

export function askAbout(text) {
  location.hash = "#ask";
  beAsked(text);
}
