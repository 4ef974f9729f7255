"""Mark as data what came from documents and users, so that a model can tell it from its orders."""

import re
from collections.abc import Mapping

_ANGLES = str.maketrans("<>", "‹›")
_TURN = re.compile(r"\[(/?)(INST|SYS)\]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def as_data(tag: str, text: str, marks: Mapping[str, str] | None = None) -> str:
    """`text` between `<tag ...>` and `</tag>`; nothing in it can end the mark or look like a turn."""
    told = "".join(f' {name}="{_attribute(value)}"' for name, value in (marks or {}).items())
    return f"<{tag}{told}>{neutral(text)}</{tag}>"


def neutral(text: str) -> str:
    """`text` without a character that our marks, or the turns of a chat template, are made of."""
    plain = _CONTROL.sub(" ", text).translate(_ANGLES)
    return " ".join(_TURN.sub(r"(\1\2)", plain).split())


def _attribute(value: str) -> str:
    return neutral(value).replace('"', "'")
