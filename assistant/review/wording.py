"""Small pieces of English that reports are made of."""

from collections.abc import Sequence

from assistant.models.framework import Sector

SIDES: dict[Sector, str] = {"municipal": "the municipality", "voluntary": "the volunteers"}
"""The sectors as a report calls them."""
_SHOWN = 4
"""Sentence numbers listed before 'and others'."""


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; with semicolons where an item is a list itself."""
    if len(items) < 2:
        return "".join(items)
    if any(" and " in item or "," in item for item in items):
        return f"{'; '.join(items[:-1])}; and {items[-1]}"
    return f"{', '.join(items[:-1])} and {items[-1]}"


def sentences(indexes: Sequence[int]) -> str:
    """`sentence 3`, `sentences 3 and 7`; people count from one."""
    numbers = [str(index + 1) for index in indexes[:_SHOWN]]
    if len(indexes) > _SHOWN:
        numbers.append("others")
    return f"{'sentence' if len(indexes) == 1 else 'sentences'} {listed(numbers)}"


def counted(number: int, noun: str) -> str:
    """`one sentence`, `3 sentences`."""
    return f"one {noun}" if number == 1 else f"{number} {noun}s"


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
