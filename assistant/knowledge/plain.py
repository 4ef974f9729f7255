"""Text and file names from strangers, made plain: no invisible letters, one kind of line break."""

import re
import unicodedata
from pathlib import PurePath

_NAME = 120
# What no reader sees: control, direction and zero-width marks, tag characters.
_UNSEEN = re.compile(
    r"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    r"\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """`\\n` as the only line break, letters composed, nothing invisible."""
    text = re.sub(r"\r\n?|[\v\x85\u2028\u2029]", "\n", text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8, or UTF-16 where it says so, else as Windows writes it."""
    rest = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"
    for encoding in ("utf-8-sig", rest):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def shown(name: str) -> str:
    """A file's own name without folders, fit to be printed."""
    plain = "".join(char for char in clean(name) if char.isprintable())
    plain = re.split(r"[/\\]", plain)[-1].strip()
    ending = PurePath(plain).suffix[:12]
    return plain if len(plain) <= _NAME else plain[: _NAME - len(ending) - 1] + "…" + ending
