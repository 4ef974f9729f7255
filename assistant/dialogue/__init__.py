"""From a question to an answer: understand, write, check."""
