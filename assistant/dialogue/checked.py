"""A checked text for a terminal: each sentence with its verdict, the reason and where to look."""

from collections import Counter
from textwrap import fill

from assistant.models.check import VERDICTS, CheckedSentence, CheckedText

_WIDTH = 88
_NAMES = {
    "supported": "supported",
    "contradicted": "CONTRADICTED",
    "not_covered": "not covered",
    "no_claim": "no claim",
}


def to_text(checked: CheckedText) -> str:
    """The sentences in order, then the tally."""
    counts = Counter(sentence.verdict for sentence in checked.sentences)
    tally = ", ".join(f"{counts[v]} {_NAMES[v].lower()}" for v in VERDICTS if counts[v])
    return "\n\n".join([*(_shown(sentence) for sentence in checked.sentences), f"In all: {tally}."])


def _shown(sentence: CheckedSentence) -> str:
    head = fill(f"{_NAMES[sentence.verdict]}: {sentence.text}", _WIDTH)
    if sentence.verdict == "no_claim":
        return head
    indent = "    "
    reasons = [
        fill(r, _WIDTH, initial_indent=indent, subsequent_indent=indent) for r in sentence.reasons
    ]
    places = "; ".join(f"{c.section}, ¶ {c.paragraph}" for c in sentence.citations)
    return "\n".join([head, *reasons, *([f"{indent}See {places}"] if places else [])])
