"""The whole flow: split, code, weigh, forecast, report."""

from collections.abc import Callable

from assistant.knowledge.corpus import Corpus
from assistant.knowledge.sentences import sentences
from assistant.models.review import Balance, Claim, Review, Tally
from assistant.retrieval.build import Progress
from assistant.retrieval.reader import TextReader
from assistant.review.ask import asked
from assistant.review.code import Coder
from assistant.review.forecast import forecast
from assistant.review.notes import notes
from assistant.review.reading import Reading
from assistant.review.sections import sections as parts
from assistant.review.setting import area_of, plans_cooperation
from assistant.review.summary import summary
from assistant.review.weigh import Cite, balance, flags, verdict
from assistant.review.words import WordSets

Language = Callable[[str], str]
"""Text -> ISO 639-1."""

_NOTHING = Tally(compelling=0, acknowledged=0, mitigated=0)


def english(text: str) -> str:  # noqa: ARG001
    """Every text is taken for English."""
    return "en"


def unwatched(what: str, done: int, whole: int) -> None:
    """Progress that nobody watches."""


class Reviewer:
    """Reads a plan as the study's authors would; the same text, the same review."""

    def __init__(
        self,
        corpus: Corpus,
        reader: TextReader,
        *,
        cite: Cite,
        language: Language = english,
    ) -> None:
        self._rules = corpus.rules
        self._framework = corpus.framework
        self._topics = corpus.topics
        self._coder = Coder(corpus, reader)
        self._signals = WordSets(corpus.rules.signals)
        self._cite = cite
        self._language = language

    def review(self, text: str, *, file: str, progress: Progress = unwatched) -> Review:
        """One plan; offsets in the review are characters of `text`."""
        reading = self._read(text, progress)
        lang = self._language(text)
        if not plans_cooperation(reading.claims, reading.signals, reading.planned):
            return _no_plan(reading, file=file, lang=lang)
        evidence = reading.evidence(self._rules.faces)
        overall = verdict(evidence)
        flagged = asked(flags(reading, evidence, self._rules, self._cite), self._topics)
        expected = forecast(reading, self._rules, self._cite)
        return Review(
            file=file,
            lang=lang,
            overall=overall,
            area=reading.area,
            summary=summary(reading, overall, flagged, expected),
            claims=reading.claims,
            flags=flagged,
            strategies=expected,
            balance=balance(reading),
            notes=notes(reading, overall, lang),
            sections=parts(text, reading.claims),
        )

    def _read(self, text: str, progress: Progress) -> Reading:
        spans = sentences(text)
        done = 0

        def told(more: int) -> None:
            nonlocal done
            done += more
            progress("Reading the plan", done, len(spans))

        coding = self._coder.code(text, spans, progress=told)
        claims = tuple(
            Claim(
                start=span.start,
                end=span.end,
                text=span.text,
                codes=code.codes,
                role=code.role,
                confidence=code.confidence,
                kind=code.kind,
            )
            for span, code in zip(coding.spans, coding.sentences, strict=True)
        )
        # What tells the reader what to conclude has no part in what is concluded.
        heard = ["" if claim.kind == "instruction" else claim.text for claim in claims]
        return Reading(
            framework=self._framework,
            claims=claims,
            signals=tuple(self._signals.used(sentence) for sentence in heard),
            area=area_of([self._signals.tally(sentence) for sentence in heard]),
            planned=coding.planned,
            told=coding.told,
        )


def _no_plan(reading: Reading, *, file: str, lang: str) -> Review:
    return Review(
        file=file,
        lang=lang,
        overall="not_a_plan",
        area=reading.area,
        summary=summary(reading, "not_a_plan", (), ()),
        claims=reading.claims,
        flags=(),
        strategies=(),
        balance=Balance(municipal=_NOTHING, voluntary=_NOTHING),
        notes=notes(reading, "not_a_plan", lang),
    )
