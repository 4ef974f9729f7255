"""The check turned outward: which sentences of a stranger's text does the research bear out?"""

from hashlib import sha256

from assistant.checking.judge import Judge, Judgement
from assistant.dialogue.cite import Citer
from assistant.errors import InputError
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.sentences import fold, sentences
from assistant.models.check import CheckedSentence, CheckedText
from assistant.models.evidence import Citation

LONGEST = 400_000
"""Characters of a text; a memo or an application has a few thousand."""
_CITED = 3


class TextChecker:
    """Says of each sentence what the paper supports, contradicts or does not cover."""

    def __init__(self, corpus: Corpus, judge: Judge, citer: Citer) -> None:
        self._corpus = corpus
        self._judge = judge
        self._cite = citer

    def check(self, text: str, *, name: str = "") -> CheckedText:
        """A whole text.

        Raises:
            InputError: when there is nothing to check, or far too much.
        """
        if len(text) > LONGEST:
            raise InputError(
                f"the text has {len(text)} characters and {LONGEST} are read: check it in parts"
            )
        said = [fold(sentence.text) for sentence in sentences(text)]
        if not said:
            raise InputError("the text is empty: give a text about the research")
        judged = self._judge(said)
        return CheckedText(
            id=name or sha256(text.encode()).hexdigest()[:12],
            sentences=tuple(self._shown(*pair) for pair in zip(said, judged, strict=True)),
        )

    def _shown(self, text: str, judged: Judgement) -> CheckedSentence:
        cited = judged.verdict in ("supported", "contradicted")
        return CheckedSentence(
            text=text,
            verdict=judged.verdict,
            reasons=tuple(self._reasons(judged)),
            citations=self._citations(judged) if cited else (),
        )

    def _reasons(self, judged: Judgement) -> list[str]:
        nearest = self._says(judged.nearest[0])
        match judged.verdict:
            case "supported":
                return [f"The paper says as much: {nearest}"]
            case "contradicted":
                wide = (
                    [f"'{judged.wide}' claims more than one municipality can show"]
                    if judged.wide
                    else []
                )
                return [*judged.clashes, *wide, *([judged.why] if not judged.clashes else [])]
            case "not_covered":
                return [f"The paper does not speak of this; nearest to it comes: {nearest}"]
            case _:
                return ["It claims nothing about the research"]

    def _says(self, name: str) -> str:
        if name in self._corpus.cards:
            return self._corpus.cards[name].gist
        return self._corpus.findings[name].text

    def _citations(self, judged: Judgement) -> tuple[Citation, ...]:
        found: dict[tuple[str, str], Citation] = {}
        for name in judged.nearest:
            cited = (
                self._cite.card(name) if name in self._corpus.cards else self._cite.finding(name)
            )
            found.setdefault((cited.id, "" if cited.verbatim else cited.text), cited)
            if len(found) == _CITED:
                break
        return tuple(
            cited.model_copy(update={"id": f"c{number}"})
            for number, cited in enumerate(found.values(), start=1)
        )
