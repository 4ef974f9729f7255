"""What the check sees of a sentence: what it sounds like, what it lies near to, and how it differs from that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from assistant.checking.frame import Frame
from assistant.checking.known import Known
from assistant.checking.wording import (
    WIDE,
    content,
    figures,
    names,
    negations,
    overlap,
    shares,
    stance,
)
from assistant.models.check import VERDICTS

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_NEAR = (1.0, 0.5, 0.25)
"""What the nearest, the second and the third statement of a kind weigh."""
_CUES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:I|my|me|I'll|I've|I'd)\b",
        r"\b(?:[Ww]e|[Oo]ur|us|ours)\b",
        r"\?['’\"]?$",
        r"!['’\"]?$",
        r"\b(?:study|paper|article|authors?|research|researchers|findings?|Frederiksen|Grubb"
        r"|[Tt]hey (?:write|say|find|found))\b",
        r"\b(?:should|must|recommend|propose|suggest|[Ll]et us|[Pp]lease|[Aa]sk)\b",
        r"\b(?:[Aa]lways|[Ee]very|[Aa]ll|[Nn]ever|everywhere|wherever|any|whole|entire|fully|perfectly"
        r"|[Oo]nly|none|regardless|whatever)\b",
        r"\b(?:will|shall|next|tomorrow|from now)\b",
        r"\b(?:later|since then|follow-up|law|act|platform|digital|kroner|euros?|years old|average"
        r"|Norway|Sweden|Germany)\b",
        r"\b(?:interview(?:s|ed)?|focus group|fieldwork|coded|coding|quotes?)\b",
    )
)
_ENDED = (".", "!", "?", "'", '"', "’", "”", ":")


@dataclass(frozen=True)
class Surface:
    """Everything of one sentence that is compared with others."""

    text: str

    @cached_property
    def figures(self) -> frozenset[str]:
        """Figures as digits."""
        return figures(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """Capitalised words within."""
        return names(self.text)

    @cached_property
    def negations(self) -> int:
        """How many words deny."""
        return negations(self.text)

    @cached_property
    def stance(self) -> tuple[int, ...]:
        """Which of two opposites it takes."""
        return stance(self.text)

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems that carry meaning."""
        return content(self.text)


class Features:
    """Turns a sentence into numbers, given all known statements."""

    def __init__(self, known: Sequence[Known], frame: Frame) -> None:
        self._surfaces = [Surface(statement.text) for statement in known]
        self._masks = [np.array([k.verdict == v for k in known]) for v in VERDICTS]
        truths = [s for s, k in zip(self._surfaces, known, strict=True) if k.verdict == "supported"]
        self._figures = frozenset(f for s in truths for f in s.figures)
        self._names = frozenset(n for s in truths for n in s.names)
        self._frame = frame

    def row(
        self, surface: Surface, first: Numbers, near: Numbers, *, without: Mask | None = None
    ) -> list[float]:
        """`first` are the scores of what it sounds like, `near` its similarity to every known statement."""
        found = [float(score) for score in first]
        tops: list[npt.NDArray[np.intp]] = []
        for mask in self._masks:
            allowed = mask if without is None else mask & ~without
            scores = np.where(allowed, near, -1.0)
            top = np.argsort(-scores, kind="stable")[: len(_NEAR)]
            tops.append(top)
            found += [float(scores[top[0]]), float(scores[top].mean())]
        found += [found[4] - found[6], found[5] - found[7]]
        for top in tops[:2]:
            found += self._against(surface, top)
        return [*found, *self._beside(surface, self._surfaces[tops[0][0]]), *self._own(surface)]

    def _against(self, surface: Surface, top: npt.NDArray[np.intp]) -> list[float]:
        """How far the sentence takes the same side as statements near to it."""
        apart = same = denied = alike = 0.0
        for weight, at in zip(_NEAR, top, strict=False):
            other = self._surfaces[at]
            sides = [
                mine * theirs for mine, theirs in zip(surface.stance, other.stance, strict=True)
            ]
            apart += weight * sum(side < 0 for side in sides)
            same += weight * sum(side > 0 for side in sides)
            denied += weight * (surface.negations % 2 != other.negations % 2)
            alike += weight * overlap(surface.content, other.content)
        return [apart, same, denied, alike]

    def _beside(self, surface: Surface, nearest: Surface) -> list[float]:
        figures = surface.figures
        return [
            float(bool(figures - nearest.figures)),
            float(bool(figures) and figures <= nearest.figures),
            float(bool(surface.names - nearest.names)),
            float(bool(figures - self._figures)),
            float(bool(surface.names - self._names)),
        ]

    def _own(self, surface: Surface) -> list[float]:
        text = surface.text
        words = len(text.split())
        return [
            *(float(min(len(cue.findall(text)), 2)) for cue in _CUES),
            float(bool(surface.figures)),
            float(min(shares(text), 2)),
            float(bool(surface.names)),
            float(words < 5),
            words / 30,
            float(not text.rstrip().endswith(_ENDED)),
            float(surface.negations % 2),
            float(len(WIDE.findall(text))),
            2.0 * len(self._frame.clashes(text)),
        ]
