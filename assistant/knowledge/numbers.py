"""Numbers that are written as words."""

_TO_FIVE = ("zero", "one", "two", "three", "four", "five")
_TO_TWELVE = ("six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")

SPELLED: dict[str, int] = {
    word: number for number, word in enumerate((*_TO_FIVE, *_TO_TWELVE, *_TEENS))
} | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
"""Word -> number: up to twenty, then the tens."""
