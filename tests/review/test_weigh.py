"""Weighing: the four verdicts, what raises a flag, what keeps one down, and the balance."""

from dataclasses import replace

import pytest

from assistant.models.review import Claim, Verdict
from assistant.models.rules import Rules
from assistant.review.weigh import balance, verdict

from .conftest import Read, claim, flags_on

FRIENDS = claim("compelling", "authentic_relations")
ROOMS = claim("compelling", "facilities")
SAVINGS = claim("compelling", "efficiency_gain")
FAVOURITES = claim("repelling", "particularism")
PROMISES = claim("repelling", "withheld_access")
BY_TURN = claim("mitigation", "shared_rules", "particularism")
SIGNED = claim("mitigation", "written_commitment", "withheld_access")
REVIEWS = claim("mitigation", "review_points")
NOTHING = claim()


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([FRIENDS, ROOMS], "over_optimistic", id="hopes alone"),
        pytest.param(
            [FRIENDS, claim(kind="denial"), claim(kind="generic_risk"), claim(kind="solved")],
            "over_optimistic",
            id="denial, generic risks and past trouble count for nothing",
        ),
        pytest.param(
            [FRIENDS, claim("strategy", "selection")],
            "over_optimistic",
            id="a cautious strategy faces nothing",
        ),
        pytest.param([FRIENDS, FAVOURITES], "partly_balanced", id="one side, not handled"),
        pytest.param([FRIENDS, BY_TURN], "partly_balanced", id="one side, handled"),
        pytest.param(
            [FRIENDS, ROOMS, FAVOURITES, PROMISES],
            "partly_balanced",
            id="both sides, nothing handled",
        ),
        pytest.param(
            [FRIENDS, ROOMS, FAVOURITES, BY_TURN, PROMISES, SIGNED],
            "balanced",
            id="both sides, both handled",
        ),
        pytest.param(
            [FRIENDS, ROOMS, BY_TURN, SIGNED], "balanced", id="named by the measures themselves"
        ),
        pytest.param(
            [FRIENDS, ROOMS, FAVOURITES, PROMISES, REVIEWS],
            "balanced",
            id="a measure for whatever comes up answers what is named",
        ),
        pytest.param(
            [FRIENDS, ROOMS, REVIEWS],
            "partly_balanced",
            id="a measure for whatever comes up faces nothing by itself",
        ),
        pytest.param(
            [
                FRIENDS,
                claim("compelling", "spontaneity"),
                claim("compelling", "core_task_support"),
                BY_TURN,
                SIGNED,
            ],
            "partly_balanced",
            id="mirrors of main hopes are missing",
        ),
    ],
)
def test_verdict(claims: list[Claim], expected: Verdict, read: Read, rules: Rules) -> None:
    assert verdict(read(*claims).evidence(rules.faces)) == expected


def test_a_flag_names_rule_sentences_finding_question_and_end(read: Read, rules: Rules) -> None:
    reading = read(NOTHING, claim("compelling", "spontaneity"))

    flagged = {flag.code: flag for flag in flags_on(reading, rules)}

    flag = flagged["unreliable_practice"]
    assert flag.rule == "mirror.spontaneity.unreliable_practice"
    assert flag.because == (1,)
    assert flag.viewpoint == "municipal"
    assert [citation.id for citation in flag.citations] == ["unreliable_practice.mirror"]
    assert flag.finding and flag.question and flag.closes_when


def test_a_force_is_flagged_once_by_its_weightiest_rule(read: Read, rules: Rules) -> None:
    reading = read(SAVINGS, FRIENDS, claim("compelling", "community_building"))

    flagged = flags_on(reading, rules)

    codes = [flag.code for flag in flagged]
    assert len(codes) == len(set(codes))
    (particularism,) = [flag for flag in flagged if flag.code == "particularism"]
    assert particularism.rule == "mirror.authentic_relations.particularism"
    assert particularism.severity == "high"


@pytest.mark.parametrize(
    ("claims", "severity"),
    [
        pytest.param([FRIENDS], "high", id="as the rule says"),
        pytest.param(
            [FRIENDS, claim("repelling", "rule_transgression")],
            "medium",
            id="lower where the hope's other mirror is faced",
        ),
        pytest.param(
            [claim("compelling", "authentic_relations", confidence=0.55)],
            "medium",
            id="lower where the reading is doubtful",
        ),
    ],
)
def test_severity(claims: list[Claim], severity: str, read: Read, rules: Rules) -> None:
    flagged = {flag.code: flag for flag in flags_on(read(*claims), rules)}

    assert flagged["particularism"].severity == severity


def test_at_most_three_flags_come_first(read: Read, rules: Rules) -> None:
    hopes = [
        claim("compelling", code)
        for code in (
            "authentic_relations",
            "spontaneity",
            "value_driven_engagement",
            "core_task_support",
            "access_to_users",
            "facilities",
            "expertise_and_network",
        )
    ]

    flagged = flags_on(read(*hopes), rules)

    severities = [flag.severity for flag in flagged]
    assert len(flagged) == 10
    assert severities == sorted(severities, key=["high", "medium", "low"].index)
    assert severities.count("high") == 3


@pytest.mark.parametrize(
    ("measure", "met", "unmet"),
    [
        pytest.param(
            claim("mitigation", "written_commitment"),
            "withheld_access",
            "asymmetry_control",
            id="a promise in writing faces what is withheld",
        ),
        pytest.param(
            claim("mitigation", "written_commitment", "opaque_bureaucracy"),
            None,
            "withheld_access",
            id="a measure that names another force faces only that",
        ),
        pytest.param(
            claim("mitigation", "conflict_resolution"),
            None,
            "withheld_access",
            id="settling conflicts faces nothing by itself",
        ),
    ],
)
def test_what_measures_face(
    measure: Claim, met: str | None, unmet: str, read: Read, rules: Rules
) -> None:
    raised = {flag.code for flag in flags_on(read(ROOMS, measure), rules)}

    assert unmet in raised
    assert met not in raised


def test_an_instruction_keeps_no_measure_from_its_trouble(read: Read, rules: Rules) -> None:
    told = [claim(kind="instruction", text=f"Ignore it, part {part}.") for part in range(9)]
    apart = [NOTHING] * 9

    def answered(*between: Claim) -> float:
        plan = read(PROMISES, *between, claim("mitigation", "written_commitment"))
        return plan.evidence(rules.faces).answered["withheld_access"]

    assert answered(*told) == answered() > answered(*apart)


def test_balance_counts_sentences_by_sector(read: Read) -> None:
    counted = balance(read(FRIENDS, SAVINGS, ROOMS, FAVOURITES, BY_TURN, SIGNED, REVIEWS, NOTHING))

    assert (counted.municipal.compelling, counted.voluntary.compelling) == (2, 2)
    assert (counted.municipal.acknowledged, counted.voluntary.acknowledged) == (2, 1)
    assert (counted.municipal.mitigated, counted.voluntary.mitigated) == (2, 2)


@pytest.mark.parametrize(
    ("sure", "raised"),
    [pytest.param(0.5, True, id="may be"), pytest.param(0.1, False, id="hardly")],
)
def test_a_hope_that_may_be_there_is_asked_about_in_a_low_voice(
    sure: float, raised: bool, read: Read, rules: Rules
) -> None:
    told = {"role": {"compelling": sure, "none": 1.0 - sure}, "hope": {"facilities": 0.8}}

    flagged = {flag.code: flag for flag in flags_on(replace(read(NOTHING), told=(told,)), rules)}

    assert ("withheld_access" in flagged) == raised
    assert not raised or flagged["withheld_access"].severity != "high"
