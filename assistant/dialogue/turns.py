"""How a turn hangs on the turns before: whether it leans, what it wants, which turn it goes back to."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from assistant.dialogue.hearing import Hearing
from assistant.dialogue.names import named
from assistant.dialogue.thread import FORMS
from assistant.models.answer import NO_MOVE, Move
from assistant.models.evidence import Topic

INSULT = "gap:outside.insults"
"""What is rude in the midst of a talk pushes."""
LEANS = 0.5
"""How sure the moves' head must be that a turn leans on the one before."""
PLAIN = 0.8
"""How sure it must be for a turn to count as one that points back, whatever its words."""
CLEAR = 0.5
"""A turn that seems to point back stands alone all the same if its own words tell its subject so surely."""
SELF_CONTAINED = 0.3
"""The same for a turn that does not."""
BRIEF = 9
"""A turn so short that points somewhere, or names no subject, leans on the turns before."""
SHORT = 16
"""A longer turn tells its own story."""
ALONE = 0.9
"""How sure the moves' head must be that a turn asking for a fact does not lean."""
INSISTS = 0.6
"""How sure it must be that a turn wants the same said otherwise, or disputes it, before its words are set aside."""
LIKELY = 0.1
"""How sure the moves' head must be of what a turn that leans wants."""
STATED = 0.003
"""The same of a turn that asks for nothing, which is sooner a push than a statement."""
TELLING = 3
"""So many words of its own name a subject; 'And who decides about that?' has one."""
ALIKE = 0.3
"""Cosine from which on an earlier turn is what a return speaks of."""
_LINKS = re.compile(
    r"^(?:and|but|so|then|also|what about|how about|why|how so|when|is that|no|i mean|i meant)\b",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r"\b(?:it|that|this|they|them|their|those|these|he|she|one|ones|former|latter|other|others|same|instead|opposite)\b"
    r"|\bthe thing\b|\bthen\W*$",
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
REST = re.compile(
    r"\b(?:the )?(?:other|remaining) (?:two|three|one|ones)\b|\bthe rest\b", re.IGNORECASE
)
NTH = re.compile(
    r"(?:\b(?:the|your|that|this) |^(?:and |so )?)(first|second|third|fourth|fifth|last|former|latter)\b"
    r"(?! (?:question|turn|thing|topic|point|coding|pass|round|step|meeting|time|year|week|month))",
    re.IGNORECASE,
)
OPPOSITE = re.compile(r"\b(?:opposite|contrary|counterpart|other kind)\b", re.IGNORECASE)
RETURNS = re.compile(
    r"\b(?:back to|return(?:ing)? to|come back to|coming back|go back|going back|get back|earlier (?:you|i|we)"
    r"|my (?:first|earlier|previous|original) (?:question|point))\b",
    re.IGNORECASE,
)
_POINTS_OUT = re.compile(f"{REST.pattern}|{NTH.pattern}|{OPPOSITE.pattern}", re.IGNORECASE)
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
WHO_SAID = re.compile(
    r"\bwho (?:said|says|tells?|told|put) (?:it|that|this|so)"
    r"(?=[,.;?!]|$| (?:and|there|in the (?:interviews?|study|paper|text))\b)"
    r"|\b(?:told|said|stated|claimed|reported|put) (?:so )?by whom\b",
    re.IGNORECASE,
)
"""The speaker of what was just told is asked for."""
_NAMES_IT = re.compile(
    r"\b(?:calls?|called|names?|terms?|words?|label)\b(?: \w+){0,2} (?:that|this|it|such a thing)\W*$",
    re.IGNORECASE,
)
"""The name of what was just told is asked for."""
_WHY = re.compile(
    r"(?:ok |okay |and |but |so )?(?:y|why)(?: (?:tho|though|then|so|is that))?[?!. ]*", re.I
)
_DISPUTES = re.compile(
    r"\b(?:mistaken|(?:i'?m|i am|i was) right|you(?:'re| are) (?:wrong|biased|lying)|agree with (?:me|its)"
    r"|(?:and|just|must) (?:agree|confirm|admit)|(?:unless|until) you (?:agree|confirm|admit|say)"
    r"|be nice|(?:just|please|and|,|^) ?say (?:yes|so|it)"
    r"|sa(?:ys?|id) (?:otherwise|the (?:opposite|reverse|contrary))"
    r"|(?:never|didn'?t) (?:wrote|write|said|say) (?:this|that|it|so)"
    r"|(?:that|this|it|which)(?:'s| is| was) (?:\w+ )?"
    r"(?:wrong|false|untrue|nonsense|rubbish|rot|humbug|garbage|a lie|ridiculous)"
    r"|(?:your|the) (?:study|research|answer|paper|source) (?:is|was|must be) (?:wrong|false|outdated|useless)"
    r"|surely (?:it'?s|it is|they'?re|they are)"
    r"|(?:would|do|wo|ca|could|should)n['’]?t you (?:say|think|agree|admit)"
    r"|every(?:body|one) knows|change your (?:mind|answer)|take (?:it|that) back)\b",
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
ALOUD = re.compile(
    r"\b(?:explain|tell|say|present|introduce|pitch|sum)\b.*\bin (?:a|one|two|three|five|\d+) minutes?\b",
    re.IGNORECASE,
)
"""Something to be read out is asked for by its length."""
SHAPED = 0.45
"""How sure it must be that a turn that leans names the kind of answer it wants."""


class Turns:
    """Reads turns with what is heard of each."""

    def __init__(self, hearing: Hearing, topics: Mapping[str, Topic]) -> None:
        self._hear = hearing
        self._topics = topics

    def subjects(self, text: str) -> Mapping[str, float]:
        """What a text is about: topic, fact, premise or gap, with probabilities."""
        return self._hear.subjects(text)

    def intents(self, text: str) -> Mapping[str, float]:
        """What kind of answer a text wants, with probabilities."""
        return self._hear.intents(text)

    def moves(self, asked: str) -> tuple[Move, ...]:
        """What a turn wants that leans on the one before, likeliest first; nothing for one that stands alone."""
        if _TURNS_AWAY.search(asked) or ALOUD.search(asked):
            return ()
        if RETURNS.search(asked):
            return ("back", *self._wishes(_tail(asked)))
        words = len(asked.split())
        if words <= 2 * SHORT and _DISPUTES.search(asked):
            return ("pushback",)
        if words <= SHORT and _SIMPLER.search(asked):
            return ("shorter",)
        if words <= SHORT and WHO_SAID.search(asked):
            return ("who",)
        if words <= BRIEF and _NAMES_IT.search(asked):
            return ("more",)
        links, stands_for = bool(_LINKS.search(asked)), bool(_STANDS_FOR.search(asked))
        chances = dict(self._hear.moves(asked))
        if words <= SHORT and self.likeliest(asked) == INSULT:
            return ("pushback",)
        if chances[NO_MOVE] >= ALONE and self._asks_a_fact(asked):
            return ()
        if self.intents(asked)["facilitation"] >= SHAPED:
            return ("more",) if links or stands_for else ()
        if words <= BRIEF and _POINTS_OUT.search(asked):
            return ("more",)
        bare = not (set(_WORD.findall(asked.lower())) - _GENERIC)
        form = max(FORMS, key=lambda name: chances[name])
        curious = form == "pushback" and _curious(asked)
        insists = chances.pop(NO_MOVE) < LEANS and sum(chances[f] for f in FORMS) > INSISTS
        if insists and not curious and not self._asks_a_fact(asked):
            return (form,)
        if bare and words <= BRIEF:
            return self._wishes(asked)
        subjects = self.subjects(asked)
        best = self.likeliest(asked)
        leaning = sum(chances.values())
        # 'And what do caseworkers fear?' needs no turn before it: a link alone does not make a turn lean.
        points = stands_for or (links and leaning > 1.0 - ALONE) or leaning > PLAIN
        # 'Got an exmaple?' leans too: it is short, and about nothing by itself.
        adrift = words <= BRIEF and leaning > 1.0 - ALONE and subjects[best] <= SELF_CONTAINED
        # 'Still a bit abstract for me.' says nothing of its own.
        adrift |= (
            not asked.endswith("?") and subjects[best] <= SELF_CONTAINED and leaning > 1.0 - ALONE
        )
        if words > SHORT or not (points or adrift or leaning > LEANS):
            return ()
        hangs = best in self._topics and self._hangs(asked)
        if leaning > PLAIN:
            alone = self.names_subject(asked)
        else:
            alone = subjects[best] > (CLEAR if points or leaning > LEANS else SELF_CONTAINED)
        if alone and not hangs:
            return ()
        return self._wishes(asked)

    def likeliest(self, asked: str) -> str:
        """What a turn is most likely about by itself."""
        subjects = self.subjects(asked)
        return max(subjects, key=lambda name: subjects[name])

    def names_subject(self, asked: str) -> bool:
        """Whether a turn's own words tell what it is about, pronouns or not."""
        best = self.likeliest(asked)
        tells = len(set(_WORD.findall(asked.lower())) - _GENERIC) >= TELLING
        return tells and best in self._topics and self.subjects(asked)[best] > CLEAR

    def likest(self, words: str, turns: Sequence[str]) -> str | None:
        """The turn nearest in meaning, if any is near."""
        nearness = {turn: self._hear.likeness(words, turn) for turn in turns}
        best = max(turns, key=lambda turn: nearness[turn])
        return best if nearness[best] >= ALIKE else None

    def _asks_a_fact(self, asked: str) -> bool:
        """Whether a turn asks for a figure or a name, in words of its own, whatever pronoun stands beside them."""
        facts = (p for name, p in self.subjects(asked).items() if name.startswith("fact."))
        return sum(facts) >= CLEAR

    def _hangs(self, asked: str) -> bool:
        """Whether a short turn's own words name nothing that a pronoun or an 'and' could do without."""
        return len(asked.split()) <= BRIEF and bool(_HANGS.search(asked)) and not named(asked)

    def _wishes(self, asked: str) -> tuple[Move, ...]:
        """The likeliest one or two moves of a turn that leans; where none is likely, more about the same."""
        if _WHY.fullmatch(asked):
            return ("why",)
        chances = self._hear.moves(asked)
        curious = _curious(asked)
        left_out = (NO_MOVE, "back", "pushback") if curious else (NO_MOVE, "back")
        ranked = sorted(set(chances) - set(left_out), key=lambda name: (-chances[name], name))
        likely = [name for name in ranked[:2] if chances[name] > LIKELY or name == ranked[0]]
        if chances[likely[0]] <= (LIKELY if curious else STATED):
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
