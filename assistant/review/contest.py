"""Push-back: a flag that somebody disagrees with shows as contested, and stays."""

from collections.abc import Sequence

from assistant.errors import InputError
from assistant.models.review import Contest, Review
from assistant.review.wording import listed


def contested(review: Review, contests: Sequence[Contest]) -> Review:
    """The review with each contested flag bearing the reason; nothing else changes, least of all the verdict.

    Raises:
        InputError: when a contest names a flag that was not raised.
    """
    reasons = {contest.flag: contest.reason.strip() for contest in contests}
    raised = [flag.id for flag in review.flags]
    unknown = [flag for flag in reasons if flag not in raised]
    if unknown:
        which = f"the flags are {listed(raised)}" if raised else "there is no flag to contest"
        raise InputError(f"no flag {unknown[0]!r} was raised: {which}")
    flags = tuple(
        flag.model_copy(update={"contested": reasons.get(flag.id, flag.contested)})
        for flag in review.flags
    )
    return review.model_copy(update={"flags": flags})
