"""Write a review up as a document that one would take to a steering group."""

from collections.abc import Iterator, Sequence

from assistant.models.evidence import Citation
from assistant.models.framework import Framework, Sector
from assistant.models.report import (
    Block,
    Drawing,
    Heading,
    Items,
    Marked,
    Quote,
    Report,
    Rows,
    Text,
)
from assistant.models.review import Claim, Expected, Flag, Level, Review, Role, Section, Verdict
from assistant.review.differences import differences
from assistant.review.markdown import rendered
from assistant.review.notes import strengths
from assistant.review.picture import in_words, picture_of, reading_of
from assistant.review.wording import SIDES, capital, counted, listed, sentences

_QUOTED = 3
"""Sentences of the plan shown under a flag, at most."""
_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "over_optimistic": (
        "Over-optimistic.",
        "The plan hopes, and neither names nor handles anything that could put one side off.",
    ),
    "partly_balanced": (
        "Partly balanced.",
        "The plan faces something that could put one side off, but leaves out the other side, or the reverse of a "
        "main hope.",
    ),
    "balanced": (
        "Balanced.",
        "The plan names what could put either side off, and says what is done about it.",
    ),
    "not_a_plan": ("Not a plan of cooperation.", "Nothing was weighed."),
}
_PAPER = (
    "Frederiksen and Grubb (2021), Public Management Review, doi 10.1080/14719037.2021.1978759: a case study of all "
    "coproduction for vulnerable elderly people and refugees in one large Danish municipality."
)
_ROLES: dict[Role, str] = {
    "compelling": "hope",
    "repelling": "what repels",
    "mitigation": "what is done about it",
    "strategy": "strategy",
    "none": "",
}
_LEVELS: dict[Level, str] = {
    "high": "Talk about these first",
    "medium": "Then these",
    "low": "And these if there is time",
}


def write_up(review: Review, framework: Framework) -> Report:
    """The whole review, block by block; the same review, the same report."""
    sources = _Sources(review)
    writer = _Writer(review, framework, sources)
    return Report(title=f"Review of {review.file or 'the plan'}", blocks=tuple(writer.blocks()))


def to_markdown(review: Review, framework: Framework, *, picture: str = "") -> str:
    """The report as Markdown; `picture` is where its drawing lies, if anywhere."""
    return rendered(write_up(review, framework), picture=picture)


class _Sources:
    """The passages that a report rests on, numbered as they are first met."""

    def __init__(self, review: Review) -> None:
        cited = [c for flag in review.flags for c in flag.citations]
        cited += [c for item in review.strategies for c in item.citations]
        self.passages = tuple({(c.section, c.paragraph, c.text): c for c in cited}.values())

    def marks(self, citations: Sequence[Citation]) -> str:
        """`[1]`, `[2][5]`."""
        return "".join(f"[{self.passages.index(c) + 1}]" for c in self._known(citations))

    def _known(self, citations: Sequence[Citation]) -> list[Citation]:
        places = {(c.section, c.paragraph, c.text): c for c in self.passages}
        return [places[c.section, c.paragraph, c.text] for c in citations]


class _Writer:
    """Writes the parts of one report."""

    def __init__(self, review: Review, framework: Framework, sources: _Sources) -> None:
        self._review = review
        self._framework = framework
        self._sources = sources
        self._labels = {code: entry.label for code, entry in framework.entries.items()}
        self._reading = reading_of(review, framework)

    def blocks(self) -> Iterator[Block]:
        """Everything in order."""
        name, meaning = _VERDICTS[self._review.overall]
        yield Text(lead=f"Verdict: {name}", text=meaning)
        yield Text(text=self._review.summary)
        if self._review.overall == "not_a_plan":
            yield from self._notes()
            yield from self._plan()
            return
        if self._review.comparison:
            yield from differences(self._review.comparison, self._labels)
        yield from self._flags()
        yield from self._picture()
        yield from self._good()
        yield from self._expected()
        yield from self._balance()
        yield from self._sections()
        yield from self._notes()
        yield from self._plan()
        yield from self._cited()

    def _flags(self) -> Iterator[Block]:
        yield Heading(level=1, text="What the plan does not face")
        if not self._review.flags:
            yield Text(text="No force that its hopes call for is left out.")
        level: Level | None = None
        for number, flag in enumerate(self._review.flags, start=1):
            if flag.severity != level:
                level = flag.severity
                yield Text(lead=f"{_LEVELS[level]} ({level}).", text="")
            yield from self._flag(number, flag)

    def _flag(self, number: int, flag: Flag) -> Iterator[Block]:
        label = capital(self._labels[flag.code])
        contested = "; contested" if flag.contested else ""
        felt = SIDES[flag.viewpoint]
        yield Heading(
            level=2, text=f"{number}. {label} ({flag.severity}; felt by {felt}{contested})"
        )
        if flag.contested:
            yield Text(lead="Contested:", text=flag.contested)
        for at in flag.because[:_QUOTED]:
            yield Quote(text=_folded(self._review.claims[at].text), source=sentences([at]))
        if len(flag.because) > _QUOTED:
            yield Text(text=f"All of them: {_numbers(flag.because)}.")
        yield Text(text=f"{flag.finding} {self._sources.marks(flag.citations)}")
        other: Sector = "voluntary" if flag.viewpoint == "municipal" else "municipal"
        questions = flag.questions or {other: flag.question}
        asked = [Text(lead=f"Ask {SIDES[side]}:", text=told) for side, told in questions.items()]
        closes = Text(lead="Closes when:", text=flag.closes_when)
        yield Items(items=(*asked, closes, Text(lead="Rule:", text=f"{flag.rule} ({flag.id})")))

    def _picture(self) -> Iterator[Block]:
        picture = picture_of(self._review, self._framework)
        if not picture.hopes and not picture.forces:
            return
        yield Heading(level=1, text="Hopes and their mirrors")
        yield Drawing(
            caption="Left: what the plan hopes for. Right: what may put a side off once work has begun. "
            "A full line leads to what the plan faces, a broken one to what it leaves out."
        )
        yield Text(lead="In words.", text="")
        yield Items(items=tuple(Text(text=line) for line in in_words(picture)))

    def _good(self) -> Iterator[Block]:
        yield Heading(level=1, text="What the plan does well")
        told = strengths(self._reading) or ("Nothing of what could put a side off is met yet.",)
        yield Items(items=tuple(Text(text=line) for line in told))

    def _expected(self) -> Iterator[Block]:
        if not self._review.strategies:
            return
        yield Heading(level=1, text="Cautious strategies")
        seen = [item for item in self._review.strategies if item.visible]
        coming = [item for item in self._review.strategies if not item.visible]
        if seen:
            yield Heading(level=2, text="What the plan already does")
            yield from (block for item in seen for block in self._strategy(item))
        if coming:
            yield Heading(level=2, text="What to expect")
            yield from (block for item in coming for block in self._strategy(item))

    def _strategy(self, item: Expected) -> Iterator[Block]:
        label = capital(self._labels[item.code])
        likely = "visible in the plan" if item.visible else f"likelihood {item.likelihood}"
        marks = self._sources.marks(item.citations)
        yield Text(lead=f"{label}, from {SIDES[item.sector]}: {likely}.", text=marks)
        yield Items(items=tuple(Text(text=reason) for reason in item.because))

    def _balance(self) -> Iterator[Block]:
        yield Heading(level=1, text="Balance by sector")
        balance = self._review.balance
        tallies = (("municipal", balance.municipal), ("voluntary", balance.voluntary))
        sides: dict[str, str] = {side: capital(name) for side, name in SIDES.items()}
        yield Rows(
            head=("Sentences", "hopes", "acknowledged", "handled"),
            rows=tuple(
                (sides[side], str(t.compelling), str(t.acknowledged), str(t.mitigated))
                for side, t in tallies
            ),
        )
        yield Text(text="These are counts of sentences, not a score.")

    def _sections(self) -> Iterator[Block]:
        if not self._review.sections:
            return
        yield Heading(level=1, text="Section by section")
        yield Rows(
            head=("Section", "sentences", "hopes", "what repels", "done about it", "flags"),
            rows=tuple(self._section(section) for section in self._review.sections),
        )

    def _section(self, section: Section) -> tuple[str, ...]:
        inside = range(section.first, section.last + 1)
        roles = [self._review.claims[at].role for at in inside]
        flagged = [
            str(number)
            for number, flag in enumerate(self._review.flags, start=1)
            if any(at in inside for at in flag.because)
        ]
        counts = (str(roles.count(role)) for role in ("compelling", "repelling", "mitigation"))
        where = f"{section.first + 1}–{section.last + 1}"
        return (section.title, where, *counts, ", ".join(flagged) or "–")

    def _notes(self) -> Iterator[Block]:
        yield Heading(level=1, text="How it was read, and how far it carries")
        told = [n for n in self._review.notes if not n.startswith("What the plan does well")]
        yield Items(items=tuple(Text(text=note) for note in told))

    def _plan(self) -> Iterator[Block]:
        yield Heading(level=1, text="The plan, sentence by sentence")
        yield Text(
            text="One line under a hope, two under what repels, dots under what is done about it, a wave under a "
            "strategy; in plain text the role stands behind the sentence."
        )
        starts = {section.first: section.title for section in self._review.sections}
        for at, claim in enumerate(self._review.claims):
            text = _folded(claim.text)
            if at in starts:
                yield Heading(level=2, text=starts[at])
            if starts.get(at) != text:
                labels = self._role(claim)
                yield Marked(number=at + 1, text=text, role=claim.role, labels=labels)

    def _role(self, claim: Claim) -> str:
        """`hope: access to users`; of a measure also what it is for."""
        forces = {force.code for force in self._framework.repelling}
        named = [code for code in claim.codes if claim.role == "mitigation" and code in forces]
        rest = listed([self._labels[code] for code in claim.codes if code not in named])
        told = f"{_ROLES[claim.role]}: {rest}" if rest else _ROLES[claim.role]
        return told + (f"; for {listed([self._labels[code] for code in named])}" if named else "")

    def _cited(self) -> Iterator[Block]:
        yield Heading(level=1, text="Sources")
        yield Text(text=_PAPER)
        for number, passage in enumerate(self._sources.passages, start=1):
            place = passage.section
            if passage.paragraph is not None:
                place += f" ¶{passage.paragraph}"
            how = "verbatim" if passage.verbatim else "in our words"
            yield Text(lead=f"[{number}] {place}, {how}.", text=passage.text)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _numbers(indexes: Sequence[int]) -> str:
    return f"{counted(len(indexes), 'sentence')}, {listed([str(at + 1) for at in indexes])}"
