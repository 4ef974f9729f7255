"""A question for either sector to each flag: the rule's own, and one for the side that feels the force."""

from collections.abc import Mapping, Sequence

from assistant.models.evidence import Topic
from assistant.models.framework import Sector
from assistant.models.review import Flag


def asked(flags: Sequence[Flag], topics: Mapping[str, Topic]) -> tuple[Flag, ...]:
    """Each flag with a question to put to the municipality and one to put to the volunteers."""
    return tuple(
        flag.model_copy(update={"questions": _questions(flag, topics.get(flag.code))})
        for flag in flags
    )


def _questions(flag: Flag, topic: Topic | None) -> dict[Sector, str]:
    other: Sector = "voluntary" if flag.viewpoint == "municipal" else "municipal"
    known = {question.to: question.text for question in topic.partner_questions} if topic else {}
    both = known | {other: flag.question}
    return {side: both[side] for side in ("municipal", "voluntary") if side in both}
