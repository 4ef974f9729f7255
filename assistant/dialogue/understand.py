"""What a question wants: the question that stands alone, its intent, its subjects, the asker's setting."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np

from assistant.dialogue.names import OPPOSITES, named
from assistant.dialogue.setting import Setting, setting_of
from assistant.dialogue.thread import FORMS, Form, Thread, follow
from assistant.models.answer import Intent, Move
from assistant.models.evidence import Topic
from assistant.models.framework import Sector
from assistant.retrieval.heads import Head
from assistant.retrieval.training import NO_MOVE
from assistant.retrieval.vectors import Embedder

LEANS = 0.5
"""How sure the moves' head must be that a turn leans on the one before."""
CLEAR = 0.5
"""A turn that seems to point back stands alone all the same if its own words tell its subject so surely."""
SELF_CONTAINED = 0.3
"""The same for a turn that does not."""
BRIEF = 9
"""A turn so short that points somewhere, or names no subject, leans on the turns before."""
SHORT = 16
"""A longer turn tells its own story."""
ASIDE_SURE = 0.6
"""How sure the intents' head must be of thanks, a cry for help or a pasted plan."""
SHAPED = 0.6
"""How sure it must be that a turn that leans names the kind of answer it wants."""
ALONE = 0.9
"""How sure the moves' head must be that a turn asking for a fact does not lean."""
INSISTS = 0.6
"""How sure it must be that a turn wants the same said otherwise, or disputes it, before its words are set aside."""
LIKELY = 0.1
"""How sure the moves' head must be of what a turn that leans wants."""
ALIKE = 0.3
"""Cosine from which on an earlier turn is what a return speaks of."""
CARRIED = 0.5
"""How much of what is known about the subject comes from the turns before, when a turn leans on them."""
TURN = 3.0
"""How much likelier a topic of the side becomes to which a turn moves, and a topic of the other side less likely."""
REMEMBERED = 12
"""Turns that are looked back on."""
_POINTS_BACK = re.compile(
    r"^(?:and|but|so|then|also|what about|how about|why|how so|when|is that|no|i mean|i meant)\b"
    r"|\b(?:it|that|this|they|them|their|those|these|he|she|one|ones|former|latter|other|others|same|instead|opposite)\b",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"^(?:and|but|so|no)\b|\b(?:it|that|this|they|them|one|ones|there)\b(?! (?:are|is|were|was)\b)",
    re.IGNORECASE,
)
_TURNS_AWAY = re.compile(
    r"\b(?:(?:different|another|new|separate|(?<!the )(?<!that )other) (?:thing|question|topic|subject|matter)"
    r"|change of (?:topic|subject)|something else|by the way)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:the )?(?:other|remaining) (?:two|three|one|ones)\b|\bthe rest\b", re.IGNORECASE
)
_NTH = re.compile(
    r"\b(?:the |your |that )?(first|second|third|fourth|fifth|last|former|latter)\b"
    r"(?! (?:question|turn|thing|topic|point|coding|pass|round|step|meeting))",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_PLACES |= {"former": 0, "latter": -1}
_OPPOSITE = re.compile(r"\b(?:opposite|contrary|counterpart|other kind)\b", re.IGNORECASE)
_RETURNS = re.compile(
    r"\b(?:back to|return(?:ing)? to|come back to|coming back|go back|going back|get back|earlier (?:you|i|we)"
    r"|my (?:first|earlier|previous|original) (?:question|point))\b",
    re.IGNORECASE,
)
_POINTS_OUT = re.compile(f"{_REST.pattern}|{_NTH.pattern}|{_OPPOSITE.pattern}", re.IGNORECASE)
_PUSHES = re.compile(
    r"\b(?:admit|agree|say (?:yes|it)|sure|surely|really|serious(?:ly)?|right|yes|wrong|honest|true"
    r"|isn'?t it|aren'?t they"
    r"|(?:you|i|can'?t|don'?t) believe|why can'?t you|why don'?t you|(?:will|would|won|don|wouldn)(?:['’]?t)? you)\b",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"\?$|\b(?:same question|question about|as a question|put it|explain|simpl[ey]\w*|plain(?:er|ly)?"
    r"|(?:give|show) (?:me|us)|tell (?:me|us) (?:more|about|what|how|why|who)|don'?t (?:follow|understand)"
    r"|what about|how about|forget the|i meant?)\b",
    re.IGNORECASE,
)
_SIMPLER = re.compile(
    r"\bmore simply\b|\bsimpler\b|\b(?:plain|simple|easy|easier) (?:words|english|terms)\b", re.I
)
_WHY = re.compile(
    r"(?:ok |okay |and |but |so )?(?:y|why)(?: (?:tho|though|then|so|is that))?[?!. ]*", re.I
)
_DISPUTES = re.compile(
    r"\b(?:mistaken|(?:i'?m|i am|i was) right|you(?:'re| are) (?:wrong|biased|lying)|agree with (?:me|its)"
    r"|(?:and|just|must) (?:agree|confirm|admit)|be nice|(?:just|please|and|,|^) ?say (?:yes|so|it)"
    r"|sa(?:ys?|id) (?:otherwise|the (?:opposite|reverse|contrary))"
    r"|(?:never|didn'?t) (?:wrote|write|said|say) (?:this|that|it|so)"
    r"|(?:that|this|it|which)(?:'s| is| was) (?:\w+ )?(?:wrong|false|untrue|nonsense|a lie|ridiculous)"
    r"|(?:your|the) (?:study|research|answer|paper|source) (?:is|was|must be) (?:wrong|false|outdated|useless)"
    r"|surely (?:it'?s|it is|they'?re|they are)|every(?:body|one) knows|change your (?:mind|answer)"
    r"|take (?:it|that) back)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{4,}")
_GENERIC = frozenset(
    re.findall(
        r"\w+",
        "what when where which does they them this that these those there their would could should have happen happens "
        "mean means with about case example think else more really then also some reason from like such will must "
        "just only into than made make makes very much many your mine ours please tell give show know going done come "
        "comes lead leads look looks here now same thing things explain",
    )
)
"""Words that name no subject of their own."""
_NAMED = {
    "municipal": re.compile(r"\b(?:municipal|staff|employees|city|town|council)", re.IGNORECASE),
    "voluntary": re.compile(r"\b(?:volunt|association|organi[sz]ation|ngo|club)", re.IGNORECASE),
}
_ALOUD = re.compile(
    r"\b(?:explain|tell|say|present|introduce|pitch|sum)\b.*\bin (?:a|one|two|three|five|\d+) minutes?\b",
    re.IGNORECASE,
)
"""Something to be read out is asked for by its length."""
_WORDS_WANTED = re.compile(
    r"\b(?:word for word|verbatim|quotes?|quotations?|(?:the|their|his|her|whose|own|exact) (?:exact |very )?words)\b",
    re.IGNORECASE,
)
"""Somebody's own words are asked for by name."""
_COURTESY = re.compile(
    r"(?:(?:ok|okay|thanks|thank you|thx|great|good|perfect|fine|cheers|i see|hello|hi|right|lovely|understood|very"
    r"|much|so|a lot|many|that helps?|got it)\b[\s.,!]*)+",
    re.IGNORECASE,
)
_ASIDE = ("thanks", "help", "plan")
_SHAPES = ("facilitation", "comparison", "list", "summary")
"""Kinds of answer that a turn that leans may name itself, whatever it leans on."""


class Languages(Protocol):
    """Tells the language of a text as an ISO 639-1 code."""

    def __call__(self, text: str) -> str:
        """Such as `en` or `da`."""
        ...


@dataclass(frozen=True)
class Understanding:
    """A question as the search and the writer take it."""

    asked: str
    standalone: str
    """The question with what it leans on; this is what is searched for."""
    lang: str
    intent: Intent
    intents: Mapping[str, float]
    subjects: Mapping[str, float]
    """Topic, fact, `premise:<id>` or `gap:<id>` -> probability."""
    setting: Setting
    moves: tuple[Move, ...]
    """What a turn wants that leans on the turn before, likeliest first; empty for one that stands alone."""
    earlier: tuple[str, ...] = ()
    """The asker's turns before this one, oldest first."""
    form: Form | None = None
    """Another way of saying what was said; None for an answer of its own."""
    told: str = ""
    """The question, and where it leans, the turn that it leans on."""


class Understander:
    """Reads a question with the heads that were trained on the corpus' ways of asking."""

    def __init__(
        self,
        heads: Mapping[str, Head],
        embedder: Embedder,
        languages: Languages,
        topics: Mapping[str, Topic],
    ) -> None:
        self._heads = heads
        self._topics = topics
        self._sides = {name: _side(topic) for name, topic in topics.items()}
        self._embedder = embedder
        self._languages = languages

    def __call__(self, question: str, history: Sequence[str] = ()) -> Understanding:
        """Understand `question`, asked after the earlier user turns in `history`."""
        asked = " ".join(question.split())
        turns = [" ".join(turn.split()) for turn in history if turn.strip()][-REMEMBERED:]
        turns = [turn for turn in turns if not _COURTESY.fullmatch(turn)]
        thread = follow(asked, turns, self)
        picked = self._picked(asked, turns) if thread.before and thread.form is None else ()
        if picked:
            titles = " and ".join(self._topics[name].title for name in picked)
            thread = Thread(f"What is {titles}?", asked, thread.moves)
        searched = thread.searched
        subjects = self._subjects(searched)
        if thread.before and searched != thread.before:
            subjects = _blend(subjects, self._subjects(thread.before))
        if picked:
            subjects = {name: (name in picked) / len(picked) for name in subjects}
        elif thread.moves:
            subjects = self._turned(subjects, thread.moves)
        intents = self._heads["intent"].of(searched, self._embedder.query(searched))
        return Understanding(
            asked=asked,
            standalone=searched,
            lang=self._languages(f"{thread.before} {asked}" if thread.before else asked),
            intent=self._intent(intents, thread, subjects),
            intents=intents,
            subjects=subjects,
            setting=setting_of(asked, turns),
            moves=thread.moves,
            form=thread.form,
            told=f"{searched} {thread.own}" if thread.before else searched,
            earlier=tuple(turns),
        )

    def _intent(
        self, intents: Mapping[str, float], thread: Thread, subjects: Mapping[str, float]
    ) -> Intent:
        """What kind of answer is wanted; a turn that leans says so by what it asks for, except after a bare fact."""
        wanted: dict[Move, Intent] = {
            "example": "quote",
            "advice": "advice",
            "why": "explanation",
            "when": "explanation",
            "who": "explanation",
            "how": "explanation",
            "cost": "explanation",
        }
        if thread.moves and max(subjects, key=lambda name: subjects[name]) not in self._topics:
            wanted = {}
        for move in thread.moves:
            if move in wanted:
                return wanted[move]
        if _WORDS_WANTED.search(thread.own):
            return "quote"
        if _ALOUD.search(thread.own):
            return "facilitation"
        if thread.before and thread.form is None:
            own = self._heads["intent"].of(thread.own, self._embedder.query(thread.own))
            kind = max(own, key=lambda name: own[name])
            if kind in _SHAPES and own[kind] >= SHAPED:
                return cast(Intent, kind)
        ranked = sorted(intents, key=lambda name: -intents[name])
        # A wrong guess at small talk answers nothing, a wrong guess at any other intent only shifts the weights.
        fitting = (name for name in ranked if name not in _ASIDE or intents[name] >= ASIDE_SURE)
        return cast(Intent, next(fitting))

    def _subjects(self, text: str) -> Mapping[str, float]:
        return self._heads["subject"].of(text, self._embedder.query(text))

    def _turned(self, subjects: Mapping[str, float], moves: Sequence[Move]) -> Mapping[str, float]:
        """After a move to one side, what that side feels and does is likelier than what the other does."""
        side = next((move for move in moves if move in ("municipal", "voluntary")), None)
        if side is None:
            return subjects
        subjects = _swapped(subjects, side)
        shifted = {
            name: chance
            * (
                1.0
                if not self._sides.get(name)
                else TURN
                if self._sides[name] == side
                else 1 / TURN
            )
            for name, chance in subjects.items()
        }
        whole = sum(shifted.values())
        return {name: chance / whole for name, chance in shifted.items()}

    def _picked(self, asked: str, turns: Sequence[str]) -> tuple[str, ...]:
        """What 'the second one' or 'the other two' points at, among what was listed, compared or asked about."""
        nth, rest = _NTH.search(asked), _REST.search(asked)
        if _OPPOSITE.search(asked):
            mains = [self._main(turn) for turn in reversed(turns)]
            return tuple(OPPOSITES[main] for main in mains if main in OPPOSITES)[:1]
        if _RETURNS.search(asked) or not (nth or rest):
            return ()
        spoken = [(turn, self._main(turn)) for turn in turns]
        lists = (named(turn) or self._topics[main].lists for turn, main in reversed(spoken) if main)
        listed = next((names for names in lists if len(names) > 1), ())
        told = [
            main
            for turn, main in spoken
            if main and not self._topics[main].lists and not self.moves(turn)
        ]
        if rest:
            left = tuple(name for name in listed if name not in told)
            return (
                left if left and (len(left) == 1 or not re.search(r"\bone\b", rest.group())) else ()
            )
        assert nth
        place = _PLACES[nth.group(1).lower()]
        names = listed or told
        return (names[place],) if -1 <= place < len(names) and names else ()

    def _main(self, turn: str) -> str | None:
        """The topic that a turn is most likely about, if it is about one."""
        chances = self._subjects(turn)
        best = max(chances, key=lambda name: chances[name])
        return best if best in self._topics else None

    def moves(self, asked: str) -> tuple[Move, ...]:
        """What a turn wants that leans on the one before, likeliest first; nothing for one that stands alone."""
        if _TURNS_AWAY.search(asked) or _ALOUD.search(asked):
            return ()
        if _RETURNS.search(asked):
            return ("back", *self._wishes(_tail(asked)))
        words = len(asked.split())
        if words <= 2 * SHORT and _DISPUTES.search(asked):
            return ("pushback",)
        if words <= SHORT and _SIMPLER.search(asked):
            return ("shorter",)
        chances = self._heads["move"].of(asked, self._embedder.query(asked))
        if chances[NO_MOVE] >= ALONE and self._asks_a_fact(asked):
            return ()
        if self._heads["intent"].of(asked, self._embedder.query(asked))["facilitation"] >= SHAPED:
            return ("more",) if _POINTS_BACK.search(asked) else ()
        if words <= BRIEF and _POINTS_OUT.search(asked):
            return ("more",)
        bare = not (set(_WORD.findall(asked.lower())) - _GENERIC)
        form = max(FORMS, key=lambda name: chances[name])
        curious = form == "pushback" and _curious(asked)
        insists = chances.pop(NO_MOVE) < LEANS and sum(chances[f] for f in FORMS) > INSISTS
        if insists and not curious:
            return (form,)
        if bare and words <= BRIEF:
            return self._wishes(asked)
        points = bool(_POINTS_BACK.search(asked))
        leans = sum(chances.values()) > LEANS
        if words > SHORT or not (points or leans):
            return ()
        subjects = self._subjects(asked)
        best = max(subjects, key=lambda name: subjects[name])
        hangs = best in self._topics and self._hangs(asked)
        if subjects[best] > (CLEAR if points else SELF_CONTAINED) and not hangs:
            return ()
        return self._wishes(asked)

    def likest(self, words: str, turns: Sequence[str]) -> str | None:
        """The turn nearest in meaning, if any is near."""
        row = self._embedder.query(words)
        nearness = {turn: float(np.dot(row, self._embedder.query(turn))) for turn in turns}
        best = max(turns, key=lambda turn: nearness[turn])
        return best if nearness[best] >= ALIKE else None

    def _asks_a_fact(self, asked: str) -> bool:
        """Whether a turn asks for a figure or a name, in words of its own, whatever pronoun stands beside them."""
        facts = (p for name, p in self._subjects(asked).items() if name.startswith("fact."))
        return sum(facts) >= CLEAR

    def _hangs(self, asked: str) -> bool:
        """Whether a short turn's own words name nothing that a pronoun or an 'and' could do without."""
        return len(asked.split()) <= BRIEF and bool(_HANGS.search(asked)) and not named(asked)

    def _wishes(self, asked: str) -> tuple[Move, ...]:
        """The likeliest one or two moves of a turn that leans; where none is likely, more about the same."""
        if _WHY.fullmatch(asked):
            return ("why",)
        chances = self._heads["move"].of(asked, self._embedder.query(asked))
        curious = _curious(asked)
        left_out = (NO_MOVE, "back", "pushback") if curious else (NO_MOVE, "back")
        ranked = sorted(set(chances) - set(left_out), key=lambda name: (-chances[name], name))
        likely = [name for name in ranked[:2] if chances[name] > LIKELY or name == ranked[0]]
        if curious and chances[likely[0]] <= LIKELY:
            return ("more",)
        # 'And the municipality about volunteers?' turns to the side that it names first.
        sides = sorted((s for s in likely if s in _NAMED), key=lambda s: _at(_NAMED[s], asked))
        return tuple(cast(Move, name) for name in likely if name not in sides[1:])


def _at(name: re.Pattern[str], text: str) -> int:
    found = name.search(text)
    return found.start() if found else len(text)


def _tail(asked: str) -> str:
    """What is asked after 'back to this or that'."""
    _, _, rest = asked.partition(":" if ":" in asked else "," if "," in asked else ".")
    return rest.strip() or asked


def _curious(asked: str) -> bool:
    """Whether a turn asks for something, so that it is no push."""
    return bool(_REQUESTS.search(asked)) and not _PUSHES.search(asked)


def _side(topic: Topic) -> Sector | None:
    """The side that a topic belongs to, where all its findings with a side have the same."""
    sides = {finding.sector for finding in topic.findings if finding.sector}
    return sides.pop() if len(sides) == 1 else None


def _swapped(subjects: Mapping[str, float], side: Sector) -> Mapping[str, float]:
    """What is said of both sides apart is spoken of for the side that is asked for."""
    swapped = dict(subjects)
    for name, other in OPPOSITES.items():
        if side in other and name in subjects and other in subjects:
            swapped[other] += swapped[name]
            swapped[name] = 0.0
    return swapped


def _blend(here: Mapping[str, float], before: Mapping[str, float]) -> Mapping[str, float]:
    return {
        name: (1 - CARRIED) * chance + CARRIED * before.get(name, 0.0)
        for name, chance in here.items()
    }
