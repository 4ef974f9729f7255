// Carry a text from the conversation over to the review room.

let receive = () => {};

export const onCarried = (listener) => (receive = listener);

export function carry(text) {
  location.hash = "#review";
  receive(text);
}
