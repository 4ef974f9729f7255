"""Say the same again in another form: shorter, as points, for an audience, with its source, or against a push."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.dialogue.cite import Citer
from assistant.dialogue.draft import Line
from assistant.dialogue.thread import Form
from assistant.dialogue.understand import Understanding
from assistant.knowledge.numbers import SPELLED
from assistant.models.framework import Place

_SETTING = Place(section="methods", paragraph=2)
_DATA = Place(section="methods", paragraph=3)
_ONE = re.compile(
    r"\b(?:one|1|a single|single) (?:sentence|line)\b|\b(?:ten|\d+) words\b", re.IGNORECASE
)
_COUNT = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b[^.?!,]{0,25}?"
    r"\b(?:bullets?|bullet points|points|sentences|lines|items|takeaways|slides?|questions?|statements?|things"
    r"|cards|exercises|tables)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:bullets?|bullet points?|as points|bulleted)\b", re.IGNORECASE)
_SENTENCES = re.compile(
    r"\b(?:one|a single|two|three|four|five|[1-5]) (?:short |plain )?(?:sentences?|lines?)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|to|so that|as|before|present it to|explain (?:this|it|that) to) "
    r"((?:my|our|the|a|an|some)\s[\w'’ -]{3,40}?)(?= (?:who|that|understands?|with|of people)\b|[?.!,;]|$)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:our|here|us|we)\b", re.IGNORECASE)
_DEMAND = re.compile(
    r"\b(?:just (?:say|admit|agree|confirm|tell)|say yes|yes or no|admit|agree with me|come on)\b",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"\b(?:everybody|everyone|experts?|professors?|researchers?|studies|mayor|minister|director|consultants?"
    r"|years of experience|phd|i know|trust me|i'?m an? )\b",
    re.IGNORECASE,
)
_RUDE = re.compile(
    r"\b(?:stupid|idiot|useless|rubbish|nonsense|garbage|bullshit|crap|dumb|worthless|hopeless|lying|liar|biased)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:smart|clever|brilliant|intelligent|great|wise|best|honest)\b", re.IGNORECASE
)
_STILL_SILENT = "You may well know more about this than I do; the study itself stays silent on it."
_LAST_WORD = re.compile(r"^(?:One caution|You could ask instead)")


def asked_form(text: str) -> Form | None:
    """A form that a question itself asks for, such as 'in two sentences' or 'as bullet points'."""
    if _POINTS.search(text):
        return "bullets"
    return "shorter" if _SENTENCES.search(text) else None


def wanted(text: str, *, otherwise: int) -> int:
    """How many items a text asks for."""
    found = _COUNT.search(text)
    if not found:
        return otherwise
    word = found.group(1).lower()
    return max(1, min(12, SPELLED.get(word) or int(word)))


def reshaped(lines: Sequence[Line], understanding: Understanding, cite: Citer) -> Iterator[Line]:
    """The lines of an answer in the form that is asked for; a form never adds a claim about the research."""
    founded = [line for line in lines if line.citations]
    if not founded:
        # What the study does not say stays unsaid in every form.
        if understanding.form == "pushback":
            yield Line(_STILL_SILENT, "inference")
        yield from lines
        return
    match understanding.form:
        case "shorter":
            yield from _shorter(founded, understanding.asked)
        case "bullets":
            yield from as_points(founded, understanding.asked)
        case "audience":
            yield from _for_audience(founded, understanding.asked, cite)
        case "certainty":
            yield from _with_source(founded, cite)
        case "pushback":
            yield _standing(understanding.asked, cite)
            yield from lines
        case _:
            yield from lines


def as_points(lines: Sequence[Line], asked: str) -> Iterator[Line]:
    """One point a line; what merely recognises the case or warns in general is left out where few are wanted."""
    listed = [line for line in lines if line.item]
    points = listed or [line for line in lines if not line.opening] or list(lines)
    count = wanted(asked, otherwise=len(listed) or 5)
    yield from (replace(line, item=True, cells=()) for line in points[:count])


def _shorter(lines: Sequence[Line], asked: str) -> Iterator[Line]:
    first, *rest = [line for line in lines if not line.opening] or list(lines)
    yield replace(first, item=False, cells=())
    if _ONE.search(asked):
        return
    counted = wanted(asked, otherwise=2)
    rest.sort(key=lambda line: line.basis != "advice")
    picked = rest[: counted - 1]
    yield from (replace(line, item=False, cells=()) for line in lines if line in picked)


def _for_audience(lines: Sequence[Line], asked: str, cite: Citer) -> Iterator[Line]:
    found = _FOR.search(asked)
    whom = found.group(1).strip() if found else ""
    whom = re.sub(r"^(?:my|our)\b", "your", whom)
    yield Line(
        f"For {whom or 'people who have not read the study'}, I would put it like this.", "advice"
    )
    told = [line for line in lines if line.basis == "paper" and not _LAST_WORD.match(line.text)][:3]
    yield from told or lines[:3]
    yield from [line for line in lines if line.basis == "advice"][:1]
    setting = (
        "And say where it comes from: interviews and observation in one large Danish municipality, "
        "with volunteers as well as public managers and employees."
    )
    yield Line(setting, "advice", (cite.place(_DATA, otherwise=setting),))


def _with_source(lines: Sequence[Line], cite: Citer) -> Iterator[Line]:
    first = next((line for line in lines if line.basis == "paper"), lines[0])
    source = first.citations[0]
    where = f"section “{source.section}”, paragraph {source.paragraph}"
    if first.basis == "paper":
        text = f"Yes, the paper itself says so, in {where}; only the wording is mine."
    else:
        text = f"The paper does not put it in so many words; I infer it from {where}."
    yield Line(text, first.basis, first.citations[:1], first.codes)
    yield from (line for line in lines if line.basis == "paper")
    if any(line.basis == "advice" for line in lines):
        yield Line(
            "What I advised on top of that is practice advice of mine, not a finding.", "advice"
        )
    limit = (
        "It is what people said and did in one large Danish municipality, so it shows how such things "
        "happen, not how often."
    )
    yield Line(limit, "paper", (cite.place(_SETTING, otherwise=limit),))


def _standing(asked: str, cite: Citer) -> Line:
    """What is said to a push: kindly, and that it changes nothing."""
    if _OWN.search(asked):
        text = "That may well be so for you; the study speaks of its own projects, and what it found there stands."
    elif _RUDE.search(asked):
        text = "I can see that this annoys you. It stays what the study found, and you can check each passage."
    elif _DEMAND.search(asked):
        text = "I cannot simply say yes to that, since the study does not; this is what it found."
    elif _AUTHORITY.search(asked):
        text = "Others may well see it so; I can only speak for this one study, and what it found stays."
    elif _PRAISE.search(asked):
        text = "That is kind of you, and it changes nothing about what the study found."
    else:
        text = "You may see it differently, and you may be right about your own case; what the study found stays."
    return Line(text, "inference", (cite.place(_SETTING, otherwise=text),))
