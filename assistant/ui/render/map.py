"""The framework as a map: what attracts on one side, what the same trait becomes on the other."""

from collections import Counter
from collections.abc import Iterable

from assistant.knowledge.corpus import Corpus
from assistant.models.framework import Entry, Viewpoint
from assistant.models.record import Record
from assistant.ui.render.names import Label, Names

_WHOSE: dict[Viewpoint, str] = {
    "municipal": "felt by the municipality",
    "voluntary": "felt by volunteers",
    "either": "said by everybody",
}
_DOES: dict[Viewpoint, str] = {
    "municipal": "used by the municipality",
    "voluntary": "used by volunteers",
    "either": "",
}


class VoiceView(Record):
    """Who speaks, and what is said in short; our words."""

    speaker: str
    gist: str


class CodeView(Record):
    """One code with everything it is tied to."""

    code: str
    label: str
    kind: str
    whose: str
    viewpoint: str
    definition: str
    place: str
    findings: int
    voices: tuple[VoiceView, ...]
    turns_into: tuple[Label, ...] = ()
    comes_from: tuple[Label, ...] = ()
    handled_by: tuple[Label, ...] = ()
    handles: tuple[Label, ...] = ()
    advice: bool = False
    """True where it is practice advice of ours and not the paper's."""


class ShelfView(Record):
    """Codes of one kind."""

    id: str
    title: str
    lead: str
    codes: tuple[CodeView, ...]


class SectionView(Record):
    """A part of the paper, and how much of what is known stands there."""

    path: tuple[str, ...]
    paragraphs: int
    findings: int


class MapView(Record):
    """All shelves, in the order of the framework."""

    shelves: tuple[ShelfView, ...]
    outline: tuple[SectionView, ...]
    findings: int
    voices: int


_SHELVES = {
    "compelling": (
        "What attracts",
        "Why one side wants the other: each sees in it what it lacks.",
    ),
    "repelling": (
        "What the same trait becomes",
        "Why the same partner puts a side off once work has begun.",
    ),
    "strategies": (
        "Cautious strategies",
        "What each side does to get the good of the other without the bad.",
    ),
    "mitigations": (
        "What a plan can do",
        "Mostly practice advice of ours; what the authors themselves name is marked.",
    ),
    "long_run": ("What follows in the long run", "Where the strategies lead, and a way out."),
    "boundary_work": (
        "Boundary work",
        "How people keep the line between the sectors, or open it.",
    ),
}


def framework_map(corpus: Corpus) -> MapView:
    """Everything the framework holds, tied together both ways."""
    kinds: dict[str, Iterable[Entry]] = {
        "compelling": corpus.framework.compelling,
        "repelling": corpus.framework.repelling,
        "strategies": corpus.framework.strategies,
        "mitigations": corpus.framework.mitigations,
        "long_run": corpus.framework.long_run,
        "boundary_work": corpus.framework.boundary_work,
    }
    draw = _Draw(corpus)
    return MapView(
        shelves=tuple(
            ShelfView(
                id=kind,
                title=_SHELVES[kind][0],
                lead=_SHELVES[kind][1],
                codes=tuple(draw.code(entry, kind) for entry in entries),
            )
            for kind, entries in kinds.items()
        ),
        outline=_outline(corpus),
        findings=len(corpus.findings),
        voices=len(corpus.cards),
    )


def _outline(corpus: Corpus) -> tuple[SectionView, ...]:
    """The paper's parts that something is known from, in its own order."""
    known = Counter(finding.place.section for finding in corpus.findings.values())
    names = Names.of(corpus)
    return tuple(
        SectionView(
            path=names.path(section.id),
            paragraphs=len([unit for unit in section.units if unit.paragraph is not None]),
            findings=known[section.id],
        )
        for section in corpus.outline.sections
        if known[section.id]
    )


class _Draw:
    """Looks up what a code is tied to."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._names = Names.of(corpus)

    def code(self, entry: Entry, kind: str) -> CodeView:
        framework = self._corpus.framework
        viewpoint = framework.sector_of.get(entry.code, "either")
        measure = next((m for m in framework.mitigations if m.code == entry.code), None)
        return CodeView(
            code=entry.code,
            label=entry.label,
            kind=kind,
            whose=_whose(kind, viewpoint),
            viewpoint=viewpoint,
            definition=entry.definition,
            place=self._place(entry),
            findings=self._findings(entry.code),
            voices=self._voices(entry.code),
            turns_into=self._names.labels(framework.mirrors.get(entry.code, ())),
            comes_from=self._names.labels(
                tuple(code for code, after in framework.mirrors.items() if entry.code in after)
            ),
            handled_by=self._names.labels(framework.handled_by.get(entry.code, ())),
            handles=self._names.labels(measure.handles if measure else ()),
            advice=measure.advice if measure else False,
        )

    def _place(self, entry: Entry) -> str:
        path = " › ".join(self._names.path(entry.place.section))
        return f"{path} · paragraph {entry.place.paragraph}"

    def _findings(self, code: str) -> int:
        topic = self._corpus.topics.get(code)
        return len(topic.findings) if topic else 0

    def _voices(self, code: str) -> tuple[VoiceView, ...]:
        return tuple(
            VoiceView(speaker=card.speaker, gist=card.gist)
            for card in self._corpus.cards.values()
            if code in card.codes
        )


def _whose(kind: str, viewpoint: Viewpoint) -> str:
    match kind:
        case "compelling" | "repelling":
            return _WHOSE[viewpoint]
        case "strategies":
            return _DOES[viewpoint]
        case _:
            return ""
