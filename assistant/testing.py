"""Deterministic stand-ins for tests and for work on the pages: no model, no index, the same words every time."""

import time
from collections import deque
from collections.abc import Iterator, Sequence

from assistant.dialogue.chat import ChatRequest
from assistant.dialogue.setting import Setting
from assistant.errors import ChatModelError, DocumentError, PaperError
from assistant.knowledge.sentences import sentences as split
from assistant.models.answer import Answer, Sentence
from assistant.models.evidence import Citation, Hit
from assistant.models.review import (
    Balance,
    Claim,
    Expected,
    Flag,
    Review,
    Role,
    SentenceKind,
    Tally,
)
from assistant.models.status import Status
from assistant.retrieval.build import Progress
from assistant.review.reviewer import unwatched

ECHO = "Echo: "
"""A question that begins so comes back in every field of the answer that holds words."""

_C1 = Citation(
    id="c1",
    kind="finding",
    text=(
        "The municipality often sets up a fixed format and leaves it to volunteers to fill it. "
        "Kept apart in time or place, their way of working does not touch the public service."
    ),
    verbatim=False,
    section="service_separation",
    paragraph=3,
    codes=("service_separation",),
)
_C2 = Citation(
    id="c2",
    kind="quote",
    text=(
        "A volunteer tells of being told what to do, first this and then that, and says that it was never "
        "a matter of equals."
    ),
    verbatim=False,
    section="repelling_voluntary",
    paragraph=2,
    speaker="Volunteer #14",
    codes=("asymmetry_control", "instrumentalisation"),
)
_C3 = Citation(
    id="c3",
    kind="passage",
    text="One large municipality was studied, and two fields in it. (A stand-in for the reader's copy.)",
    verbatim=True,
    section="methods",
    paragraph=2,
)
_ADVICE = (
    Sentence(
        text="You can expect more of this: the municipality often sets the format and leaves volunteers to fill it.",
        basis="paper",
        citations=("c1",),
    ),
    Sentence(
        text="What volunteers took offence at was less the rule than being told.",
        basis="paper",
        citations=("c2", "c1"),
    ),
    Sentence(
        text="House rules are a small matter that settles a large one, namely whose goals the café serves.",
        basis="inference",
    ),
    Sentence(
        text="So offer to write them together, and ask who may change them later.",
        basis="advice",
        citations=("c1",),
    ),
    Sentence(
        text="One caution: this is one Danish municipality and two fields.",
        basis="paper",
        citations=("c3",),
    ),
)
COMPARE = "What sets the two sides apart?"
AGENDA = "An agenda for our first meeting?"
_SHAPED = {
    COMPARE: (
        Sentence(
            text="Municipality and volunteers, side by side:",
            basis="advice",
            cells=("", "municipality", "volunteers"),
        ),
        Sentence(
            text="Hopes for: municipality, warm company; volunteers, a way to the users.",
            basis="paper",
            citations=("c1", "c2"),
            cells=("hopes for", "warm company", "a way to the users"),
        ),
        Sentence(
            text="In both: services are kept apart.",
            basis="paper",
            citations=("c1",),
            cells=("in both", "services are kept apart", "services are kept apart"),
        ),
        Sentence(text="What matters is who depends on whom.", basis="inference", citations=("c3",)),
    ),
    AGENDA: (
        Sentence(text="An agenda for a joint meeting:", basis="advice"),
        Sentence(
            text="Ten minutes: what each side hopes for.",
            basis="advice",
            citations=("c1",),
            item=True,
        ),
        Sentence(
            text="Ten minutes: who decides what.", basis="advice", citations=("c2",), item=True
        ),
    ),
}
_FOLLOW_UPS = (
    "What does it cost us to accept a fixed format?",
    "Can you show me an example?",
    "What should we ask the municipality?",
)
_OUTSIDE = "The study does not say how many hours a week a volunteer should work."
_CUES: tuple[tuple[str, Role, tuple[str, ...], SentenceKind], ...] = (
    ("no conflict", "none", (), "denial"),
    ("sign up", "none", (), "generic_risk"),
    ("company", "compelling", ("authentic_relations",), "plain"),
    ("on the day", "compelling", ("spontaneity",), "plain"),
    ("in touch", "compelling", ("access_to_users",), "plain"),
    ("sets the programme", "strategy", ("service_separation",), "plain"),
    ("out of politics", "strategy", ("selection",), "plain"),
    ("told in advance", "mitigation", ("shared_rules",), "plain"),
    ("unfair", "repelling", ("particularism",), "plain"),
)


class CannedAssistant:
    """Answers and reviews from a script; `pause` is slept before each sentence, as a slow model would."""

    def __init__(self, *, pause: float = 0.0, paper: bool = False, documents: int = 0) -> None:
        self._pause = pause
        self._paper = paper
        self._documents = documents
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.settings: list[Setting | None] = []

    def ask(
        self, question: str, *, history: Sequence[str] = (), setting: Setting | None = None
    ) -> Answer:
        """Outside for hours, thanks for thanks, a table, a list, an echo; one piece of advice for all else."""
        self.asked.append((question, tuple(history)))
        self.settings.append(setting)
        if question.startswith(ECHO):
            return _echo(question)
        if question in _SHAPED:
            return _answer(question, _SHAPED[question])
        if "unheard-of" in question:
            return _answer(question, _ADVICE[:2]).model_copy(update={"nearest": True})
        if "hours" in question:
            return _answer(question, (Sentence(text=_OUTSIDE, basis="inference"),), outside=True)
        if question.lower().startswith("thank"):
            said = Sentence(text="You are welcome. What else is on your mind?", basis="advice")
            return _answer(question, (said,)).model_copy(update={"intent": "thanks"})
        return _answer(question, _ADVICE)

    def sentences(
        self, question: str, *, history: Sequence[str] = (), setting: Setting | None = None
    ) -> Iterator[Sentence | Answer]:
        """The sentences of `ask`, one by one."""
        answer = self.ask(question, history=history, setting=setting)
        for sentence in answer.sentences:
            time.sleep(self._pause)
            yield sentence
        yield answer

    def search(self, query: str, *, limit: int = 5) -> list[Hit]:
        """One hit, whatever was sought."""
        hit = Hit(
            id="service_separation.what",
            kind="finding",
            text=_C1.text,
            section=_C1.section,
            paragraph=_C1.paragraph,
            codes=_C1.codes,
            score=1.0,
        )
        return [hit][:limit]

    def review(self, text: str, *, file: str, progress: Progress = unwatched) -> Review:
        """Sentences coded by a cue word; two flags wherever a hope is found."""
        time.sleep(self._pause)
        claims = tuple(_claim(start, end, said) for start, end, said in split(text))
        progress("Reading the plan", len(claims), len(claims))
        hopes = tuple(n for n, claim in enumerate(claims) if claim.role == "compelling")
        return Review(
            file=file,
            lang="en",
            overall="partly_balanced" if hopes else "not_a_plan",
            area="immigration",
            summary=_summary(len(hopes)),
            claims=claims,
            flags=_flags(hopes) if hopes else (),
            strategies=_expected() if hopes else (),
            balance=_balance(claims),
            notes=("The study's fields were elderly care and refugees: take this as a lens.",),
        )

    def status(self) -> Status:
        """A copy of the paper only where one was added."""
        return Status(
            paper_indexed=self._paper,
            paper_places=90 if self._paper else 0,
            findings=297,
            documents=self._documents,
            model="canned",
            writer="embedded",
        )


class CannedStock:
    """Takes for the paper what says so, and for a document whatever is a .txt file."""

    def __init__(self) -> None:
        self._paper = False
        self._names: list[str] = []

    def documents(self) -> list[str]:
        """What was added, and not removed."""
        return list(self._names)

    def check_paper(self, name: str, data: bytes) -> None:
        """Refuse what does not say that it is the paper."""
        if b"the paper" not in data:
            raise PaperError(f"{name!r} is not the paper: none of its paragraphs was found")

    def with_paper(self, name: str, data: bytes, *, progress: Progress) -> CannedAssistant:
        """From now on citations are verbatim."""
        self._paper = True
        return self._built(progress)

    def check_document(self, name: str, data: bytes) -> None:
        """Refuse all but .txt."""
        if not name.endswith(".txt"):
            raise DocumentError(f"{name!r} cannot be read: bring a .txt file")

    def with_document(self, name: str, data: bytes, *, progress: Progress) -> CannedAssistant:
        """One more."""
        self._names.append(name)
        return self._built(progress)

    def without_document(self, name: str, *, progress: Progress) -> CannedAssistant:
        """One less."""
        self._names.remove(name)
        return self._built(progress)

    def _built(self, progress: Progress) -> CannedAssistant:
        for done in range(3):
            progress("Reading the texts", done, 3)
            time.sleep(0.1)
        return CannedAssistant(paper=self._paper, documents=len(self._names))


def _answer(question: str, sentences: tuple[Sentence, ...], *, outside: bool = False) -> Answer:
    cited = {c for sentence in sentences for c in sentence.citations}
    return Answer(
        id="canned",
        question=question,
        lang="en",
        intent="outside" if outside else "advice",
        abstained=outside,
        reason=_OUTSIDE if outside else None,
        answer=" ".join(sentence.text for sentence in sentences),
        sentences=sentences,
        citations=tuple(citation for citation in (_C1, _C2, _C3) if citation.id in cited),
        codes=() if outside else ("service_separation",),
        follow_ups=_FOLLOW_UPS,
        writer="embedded",
        timings_ms={"total": 1.0},
        notes=() if outside else ("Your field was not among the two that were studied.",),
    )


def _echo(question: str) -> Answer:
    words = question.removeprefix(ECHO)
    citation = Citation(
        id="c1",
        kind="document",
        text=f"{words} It stands in a document. {words}",
        verbatim=True,
        section=words,
        paragraph=1,
        speaker=words,
        codes=(words,),
    )
    said = Sentence(text=words, basis="document", citations=("c1",))
    answer = _answer(question, (said, said.model_copy(update={"basis": "advice"})))
    return answer.model_copy(
        update={"citations": (citation,), "follow_ups": (words,), "notes": (words,)}
    )


def _claim(start: int, end: int, text: str) -> Claim:
    for cue, role, codes, kind in _CUES:
        if cue in text:
            return Claim(
                start=start, end=end, text=text, codes=codes, role=role, confidence=0.9, kind=kind
            )
    return Claim(start=start, end=end, text=text, codes=(), role="none", confidence=0.9)


def _summary(hopes: int) -> str:
    if not hopes:
        return "The text describes no cooperation between a public body and volunteers."
    return (
        f"The plan hopes in {hopes} sentences, above all for real company for the families. "
        "It tells volunteers in advance which rules bind them. "
        "It does not say what happens when a volunteer puts one family before another. "
        "It does not say what the association decides. "
        "Expect the municipality to keep the activity apart from its own service."
    )


def _flags(hopes: tuple[int, ...]) -> tuple[Flag, ...]:
    return (
        Flag(
            id="f1",
            code="asymmetry_control",
            viewpoint="voluntary",
            severity="high",
            because=hopes[-1:],
            rule="access_paid_with_goals",
            finding="Access often came with goals and a format that the municipality had set.",
            citations=(_C2, _C1),
            question="Which parts of the programme may the association change, and when?",
            closes_when="The plan names what the association decides, or a body in which both sides do.",
        ),
        Flag(
            id="f2",
            code="particularism",
            viewpoint="municipal",
            severity="medium",
            because=hopes[:2],
            rule="mirror_of_authentic_relations",
            finding="Staff may come to see care for particular families as unequal treatment.",
            citations=(_C1,),
            question="What do you do when a family you know asks for a place that is taken?",
            closes_when="A rule for places is agreed, and volunteers know it.",
        ),
    )


def _expected() -> tuple[Expected, ...]:
    return (
        Expected(
            code="service_separation",
            sector="municipal",
            likelihood="high",
            because=("a fixed evening format", "a programme of its own"),
            citations=(_C1,),
            visible=True,
        ),
        Expected(
            code="symbolic_compensation",
            sector="voluntary",
            likelihood="medium",
            because=("thanks are planned, and no say",),
            citations=(_C2,),
        ),
    )


def _balance(claims: Sequence[Claim]) -> Balance:
    def count(role: Role) -> int:
        return sum(claim.role == role for claim in claims)

    own = Tally(
        compelling=count("compelling"),
        acknowledged=count("repelling"),
        mitigated=count("mitigation"),
    )
    return Balance(municipal=own, voluntary=Tally(compelling=1, acknowledged=0, mitigated=0))


class ScriptedChatModel:
    """Replies from a script, in pieces of a few characters, and keeps what it was asked.

    A reply may be an error: it is raised. `dies` is raised after the last piece of each reply.
    """

    def __init__(
        self,
        *replies: str | ChatModelError,
        name: str = "scripted:model",
        dies: ChatModelError | None = None,
    ) -> None:
        self.name = name
        self._replies = deque(replies)
        self._dies = dies
        self.requests: list[ChatRequest] = []

    def stream(self, request: ChatRequest) -> Iterator[str]:
        """The next reply; one request too many shows what was asked."""
        self.requests.append(request)
        assert self._replies, f"request {len(self.requests)} is not in the script:\n{request}"
        reply = self._replies.popleft()
        if isinstance(reply, ChatModelError):
            raise reply
        for start in range(0, len(reply), 7):
            yield reply[start : start + 7]
        if self._dies:
            raise self._dies
