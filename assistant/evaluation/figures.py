"""Shares with their counts and 95 % intervals."""

import math
from collections.abc import Iterable

from assistant.models.record import Record


class Share(Record):
    """How many of how many."""

    hits: int
    of: int

    @classmethod
    def count(cls, outcomes: Iterable[bool]) -> "Share":
        """From one outcome a case."""
        listed = list(outcomes)
        return cls(hits=sum(listed), of=len(listed))

    @property
    def value(self) -> float:
        """Between 0 and 1; nan where nothing was counted."""
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval."""
        if not self.of:
            return (math.nan, math.nan)
        z, n, p = 1.96, self.of, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (max(0.0, middle - half), min(1.0, middle + half))

    def __str__(self) -> str:
        if not self.of:
            return "–"
        low, high = self.interval
        return f"{self.value:.3f} ({self.hits}/{self.of}, {low:.2f}–{high:.2f})"
