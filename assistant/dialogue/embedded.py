"""The embedded writer: composes an answer from the corpus' own sentences; deterministic, free, private."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from assistant.checking.wording import content
from assistant.dialogue.choose import Chooser
from assistant.dialogue.cite import Citer
from assistant.dialogue.compare import Comparer
from assistant.dialogue.draft import EMBEDDED, Evidence, Line, Outcome
from assistant.dialogue.facilitate import Facilitator
from assistant.dialogue.kinds import Kinds
from assistant.dialogue.reshape import asked_form, reshaped
from assistant.dialogue.turns import WHO_SAID
from assistant.dialogue.understand import Understanding
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.sentences import sentences
from assistant.models.answer import Intent
from assistant.models.evidence import Advice, Basis, Citation, Finding, Gap, Premise, Topic
from assistant.models.framework import Place

FINDINGS = 4
"""Findings in an ordinary answer."""
MANY = 5
"""Findings behind a situation or a summary."""
SOME = 3
"""Findings behind a fact."""
FEW = 2
"""Findings behind a quote or a correction."""
_COUNTS: Mapping[Intent, int] = {"experience": MANY, "advice": MANY, "summary": MANY, "fact": SOME}
LONGEST = 160
"""Words of an answer, whatever it holds."""
_UNANSWERED = (
    *("outside", "false_premise", "thanks", "help", "plan"),
    *("quote", "comparison", "list"),
)
"""Kinds of question that no finding answers, and those that ask for a form of their own."""
QUOTED = 40
"""Words of a sentence from the asker's own documents that is shown whole."""
_QUOTE_MARKS = frozenset('“”"')
GUESSED, RECOGNISED = 0.2, 0.4
"""How likely a topic must be to be named as near, and before we tell somebody that this is what they describe.

On 218 situations the likeliest topic was right in three of ten below 0.4, and in eight of ten above it.
"""
_PRONOUN = re.compile(
    r"(?:It|Its|They|Their|Them|This|These|That|Those|Such|He|She|(?:In|To|For|Behind|From) (?:it|them|this))\b"
)
_TRANSFER = Place(section="methods", paragraph=2)


class EmbeddedWriter:
    """Words answers without a chat model."""

    name = EMBEDDED

    def __init__(self, corpus: Corpus, citer: Citer) -> None:
        self._corpus = corpus
        self._cite = citer
        self._choose = Chooser(corpus)
        self._kinds = Kinds(corpus, self._choose)
        self._compare = Comparer(corpus, citer)
        self._facilitate = Facilitator(corpus, citer)

    def write(self, understanding: Understanding, evidence: Evidence) -> Iterator[Line | Outcome]:
        """The direct answer, then why, then what to do; last the outcome."""
        form = understanding.form or asked_form(understanding.asked)
        if form is None:
            yield from self._content(understanding, evidence)
            return
        understanding = replace(understanding, form=form)
        *lines, outcome = self._content(understanding, evidence)
        told = [line for line in lines if isinstance(line, Line)]
        yield from reshaped(told, understanding, self._cite)
        yield outcome

    def _content(
        self, understanding: Understanding, evidence: Evidence
    ) -> Iterator[Line | Outcome]:
        """What there is to say, in the form of an ordinary answer."""
        match understanding.intent:
            case "thanks" | "help" | "plan":
                yield from self._aside(understanding)
                return
        gap = self._kinds.gap(understanding, evidence)
        premise = None if gap else self._kinds.premise(understanding, evidence)
        if not (gap or premise):
            understanding = _answerable(understanding)
        if premise:
            yield from self._correct(premise, understanding, evidence)
        elif understanding.intent == "facilitation":
            yield from self._worked(understanding)
        elif gap:
            yield from self._abstain(gap, evidence)
        elif understanding.intent == "quote" and (
            card := self._kinds.card(understanding, evidence)
        ):
            yield from self._quote(card, understanding, evidence)
        elif (understanding.intent == "list" or understanding.form == "bullets") and (
            topic := self._kinds.listing(understanding)
        ):
            yield from self._list(topic)
        elif understanding.intent == "comparison" and (pair := self._compare.pair(understanding)):
            yield from self._outcome_of(self._compare.lines(pair), pair.topics[:2])
        else:
            yield from self._compose(understanding, evidence)

    # --- kinds of answer ---------------------------------------------------------------------------------------

    def _compose(
        self, understanding: Understanding, evidence: Evidence
    ) -> Iterator[Line | Outcome]:
        intent = understanding.intent
        names = self._choose.likely(understanding, evidence.ranked)
        likely = [self._corpus.topics[name] for name in names]
        main = likely[0] if likely else None
        before, after = [], [*self._own_documents(understanding, evidence)]
        if main and intent in ("experience", "advice"):
            before = [self._recognised(likely, understanding)]
        if main and intent in ("experience", "advice", "explanation"):
            # Last comes what to do, after what the paper and the asker's own papers say.
            after += self._advise(main, understanding, evidence)
        if understanding.setting.area == "other":
            after.append(self._transfer())
        room = LONGEST - sum(len(line.text.split()) for line in (*before, *after))
        count = _COUNTS.get(intent, FINDINGS)
        choice = self._choose.choose(understanding, evidence.ranked, count=count, room=room)
        body = list(self._told(self._with_whole(choice.findings)))
        codes = dict.fromkeys(code for line in (*before, *body) for code in line.codes)
        yield from (*before, *body, *after)
        nearest = any(not line.citations for line in before)
        yield replace(self._outcome(choice.topics, tuple(codes)), nearest=nearest)

    def _recognised(self, likely: Sequence[Topic], understanding: Understanding) -> Line:
        """What the asker's case is taken for; where that is a guess, it says so and claims nothing."""
        main = likely[0]
        sure = understanding.subjects.get(main.topic, 0.0)
        if sure < GUESSED:
            return Line(_NEAREST_FINDINGS, "inference", kept=True, opening=True)
        if sure < RECOGNISED:
            titles = ", and to ".join(topic.title for topic in likely[:2])
            told = f"Of what the study describes, your case comes close to {titles}."
            return Line(told, "inference", kept=True, opening=True)
        cited = self._sources(main.findings[0])
        return Line(main.recognise, "inference", cited, main.codes, opening=True)

    def _quote(
        self, card: str, understanding: Understanding, evidence: Evidence
    ) -> Iterator[Line | Outcome]:
        known = self._corpus.cards[card]
        speaker = self._corpus.facts.get(f"fact.speaker_{known.number}")
        if speaker and WHO_SAID.search(understanding.asked):
            # Who said it comes before what was said.
            yield self._line(self._corpus.findings[speaker.id], speaker.text)
        yield Line(known.paraphrase, "paper", (self._cite.card(card),), known.codes)
        choice = self._choose.choose(understanding, evidence.ranked, count=FEW, room=LONGEST)
        yield from self._told(choice.findings)
        yield self._outcome(choice.topics, known.codes)

    def _list(self, topic: Topic) -> Iterator[Line | Outcome]:
        """What an overview gathers, a line each."""
        opening = topic.findings[0]
        yield self._line(opening, opening.text)
        for name in topic.lists:
            listed = self._corpus.topics[name]
            entry = self._corpus.framework.entries.get(name)
            text = (
                f"{_capital(entry.label)}: {entry.definition}" if entry else listed.findings[0].text
            )
            yield replace(self._line(listed.findings[0], text), item=True)
        codes = [code for name in topic.lists for code in self._corpus.topics[name].codes]
        yield self._outcome((topic.topic,), [*topic.codes, *codes])

    def _worked(self, understanding: Understanding) -> Iterator[Line | Outcome]:
        yield from self._outcome_of(self._facilitate.lines(understanding), ())

    def _outcome_of(self, lines: Iterable[Line], topics: Sequence[str]) -> Iterator[Line | Outcome]:
        codes: dict[str, None] = {}
        for line in lines:
            codes |= dict.fromkeys(line.codes)
            yield line
        asked = Outcome(codes=tuple(codes), follow_ups=_STARTERS)
        yield self._outcome(topics, tuple(codes)) if topics else asked

    def _correct(
        self, premise: Premise, understanding: Understanding, evidence: Evidence
    ) -> Iterator[Line | Outcome]:
        cited = self._cite.place(premise.place, otherwise=premise.text)
        topic = self._corpus.topics[premise.topic]
        yield Line(premise.text, "paper", (cited,), topic.codes)
        own = {finding.id for finding in topic.findings}
        near = [pair for pair in evidence.ranked if pair[0] in own]
        choice = self._choose.choose(
            understanding, near or evidence.ranked, count=FEW, room=LONGEST
        )
        yield from self._told(choice.findings)
        yield replace(self._outcome((premise.topic,), topic.codes), settled=True)

    def _abstain(self, gap: Gap, evidence: Evidence) -> Iterator[Line | Outcome]:
        """What the study leaves out may well stand in a document of one's own, which a note then names."""
        topic = self._corpus.topics[gap.near]
        yield Line(gap.text, "inference")
        asks = topic.follow_ups[:2]
        if asks:
            yield Line(f"You could ask instead: {' Or: '.join(asks)}", "advice")
        notes = tuple(
            f"A document of your own may say it: see {_where(cited)}."
            for cited in evidence.documents[:1]
        )
        yield Outcome(
            abstained=True,
            reason=gap.text,
            follow_ups=topic.follow_ups,
            settled=True,
            notes=notes,
        )

    def _aside(self, understanding: Understanding) -> Iterator[Line | Outcome]:
        yield Line(_ASIDES[understanding.intent], "advice")
        yield Outcome(follow_ups=_STARTERS, settled=True)

    # --- parts -------------------------------------------------------------------------------------------------

    def _told(self, findings: Sequence[Finding]) -> Iterator[Line]:
        before: str | None = None
        named = False
        for finding in findings:
            topic = self._corpus.topic_of.get(finding.id)
            after = finding.after if before is not None and topic == before else None
            # 'It' needs a sentence before it that names the thing.
            leans = after is not None and bool(_PRONOUN.match(after))
            if leans and not named:
                after = None
            yield self._line(finding, after or finding.text)
            named = (leans and named) or (
                topic is not None and finding is self._corpus.topics[topic].findings[0]
            )
            before = topic

    def _with_whole(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """A leading figure and the whole that it is a part of; single other parts would only repeat it."""
        fact = self._corpus.facts.get(findings[0].id) if findings else None
        if fact is None or not fact.whole:
            return findings
        return (findings[0], self._corpus.findings[fact.whole])

    def _line(self, finding: Finding, text: str) -> Line:
        basis: Basis = finding.basis
        return Line(text, basis, self._sources(finding), self._corpus.codes_of(finding.id))

    def _sources(self, finding: Finding) -> tuple[Citation, ...]:
        also = (self._cite.place(place, otherwise=finding.text) for place in finding.also[:2])
        quote = (self._cite.card(finding.quote),) if finding.quote else ()
        return (self._cite.finding(finding.id), *quote, *also)

    def _advise(
        self, topic: Topic, understanding: Understanding, evidence: Evidence
    ) -> Iterator[Line]:
        """Of the advice for the asker's side, what follows from the finding nearest to the question."""
        fitting = [a for a in topic.advice if _suits(a, understanding)] or list(topic.advice)
        ranks = {target: rank for rank, (target, _) in enumerate(evidence.ranked)}
        fitting.sort(key=lambda advice: ranks.get(advice.tied, len(ranks)))
        for advice in fitting[:1]:
            yield Line(advice.text, "advice", (self._cite.finding(advice.tied),), topic.codes)

    def _own_documents(self, understanding: Understanding, evidence: Evidence) -> Iterator[Line]:
        """Where the project's own papers speak of the same: their sentence as it stands, never mixed in."""
        for cited in evidence.documents[:1]:
            where = _where(cited)
            said = _nearest_sentence(cited.text, understanding.standalone)
            if said:
                told = f"Your own documents speak of this too, in {where}: “{said}”"
            else:
                told = f"Your own documents touch on this too: see {where}."
            yield Line(told, "document", (cited,), kept=True)

    def _transfer(self) -> Line:
        text = (
            "One caution: this is one Danish municipality and two fields, elderly care and refugees, "
            "so for your field take it as a lens, not a forecast."
        )
        return Line(text, "paper", (self._cite.place(_TRANSFER, otherwise=text),), kept=True)

    def _outcome(self, topics: Sequence[str], codes: Sequence[str]) -> Outcome:
        asks = [ask for topic in topics for ask in self._corpus.topics[topic].follow_ups]
        return Outcome(codes=tuple(codes), follow_ups=tuple(dict.fromkeys(asks))[:3])


def _answerable(understanding: Understanding) -> Understanding:
    """What is answered after all is answered as the kind of question that it is likeliest besides."""
    if understanding.intent not in ("outside", "false_premise"):
        return understanding
    left = {kind: p for kind, p in understanding.intents.items() if kind not in _UNANSWERED}
    if not left:
        return understanding
    kind = max(sorted(left), key=lambda name: left[name])
    return replace(understanding, intent=cast(Intent, kind))


def _where(cited: Citation) -> str:
    return f"{cited.section}, page {cited.paragraph}"


def _nearest_sentence(text: str, asked: str) -> str:
    """The sentence of a piece that shares most with the question; empty where none is short and shares any."""
    wanted = content(asked)
    said = [" ".join(span.text.split()) for span in sentences(text)]
    fitting = [
        one for one in said if 4 <= len(one.split()) <= QUOTED and not _QUOTE_MARKS & set(one)
    ]
    best = max(fitting, key=lambda one: len(wanted & content(one)), default="")
    return best if wanted & content(best) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _suits(advice: Advice, understanding: Understanding) -> bool:
    return advice.audience in (None, understanding.setting.sector)


_NEAREST_FINDINGS = "Your case touches several findings of the study; these come nearest to it."
_ASIDES = {
    "thanks": "You are welcome. Ask on whenever something comes up in the planning.",
    "help": (
        "I answer questions about one study of cooperation between a Danish municipality and voluntary "
        "organisations (Frederiksen and Grubb 2021), and every claim can be followed to its place in the paper. "
        "I am a program, not a person, and I say so when the study does not cover something. Tell me your "
        "situation in your own words, ask about a term, or have a plan reviewed for what it hopes for and does "
        "not face."
    ),
    "plan": (
        "That reads like a plan. The review reads it sentence by sentence, shows what it hopes for and what it "
        "does not face, and says what would close each gap: paste it under 'Review a plan', or run "
        "`assistant review FILE`."
    ),
}
_STARTERS = (
    "What attracts each side, and what puts them off later?",
    "Which strategies should we expect from the municipality?",
    "How far do the findings carry beyond this one municipality?",
)
