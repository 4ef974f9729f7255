"""The rules are data; what holds for each of them is tested for all of them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from assistant.knowledge.corpus import Corpus
from assistant.models.framework import Framework
from assistant.models.review import Claim, Example
from assistant.models.rules import FlagRule, Rules

from .conftest import Read, claim, flags_on

_CASES = yaml.safe_load(Path(__file__).with_name("rule_cases.yaml").read_text("utf-8"))
_LINE = re.compile(
    r"(?P<role>\w+) ?(?P<codes>[\w,]*) ?(?:\((?P<kind>\w+)\) )?\| (?P<text>.+)", re.ASCII
)
HOPES = TypeAdapter(Mapping[str, str]).validate_python(_CASES["hopes"])
FORCES = TypeAdapter(Mapping[str, str]).validate_python(_CASES["forces"])
RULES = TypeAdapter(Mapping[str, Mapping[str, tuple[str, ...]]]).validate_python(_CASES["rules"])


def coded(lines: Iterable[str]) -> list[Claim]:
    """The claims that lines of the case file stand for."""
    claims: list[Claim] = []
    for line in lines:
        match = _LINE.fullmatch(line)
        assert match, line
        codes = tuple(match["codes"].split(",")) if match["codes"] else ()
        kind = match["kind"] or "plain"
        fields = {"text": match["text"], "role": match["role"], "codes": codes, "kind": kind}
        example = Example.model_validate(fields)
        claims.append(claim(example.role, *example.codes, text=example.text, kind=example.kind))
    return claims


def rule_of(rules: Rules, name: str) -> FlagRule:
    return next(rule for rule in rules.flags if rule.id == name)


def mirrors(rules: Rules) -> dict[tuple[str, str], FlagRule]:
    pairs = [rule.id.split(".") for rule in rules.flags if rule.id.startswith("mirror.")]
    by_id = {rule.id: rule for rule in rules.flags}
    return {(hope, force): by_id[f"mirror.{hope}.{force}"] for _, hope, force in pairs}


def test_every_mirror_has_its_rule_and_no_rule_mirrors_anything_else(
    framework: Framework, rules: Rules
) -> None:
    pairs = {(hope, force) for hope, forces in framework.mirrors.items() for force in forces}

    assert set(mirrors(rules)) == pairs


def test_a_mirror_rule_looks_for_its_hope_and_raises_its_force(rules: Rules) -> None:
    for (hope, force), rule in mirrors(rules).items():
        assert rule.raises == force
        assert [condition.codes for condition in rule.when] == [(hope,)]


def test_a_mirror_fires_on_its_hope_and_is_silent_where_the_force_is_faced(
    rules: Rules, read: Read
) -> None:
    for hope, force in mirrors(rules):
        hoped = claim("compelling", hope, text=HOPES[hope])
        feared = claim("repelling", force, text=FORCES[force])
        assert force in {flag.code for flag in flags_on(read(hoped), rules)}, (hope, force)
        faced = {flag.code for flag in flags_on(read(hoped, feared), rules)}
        assert force not in faced, (hope, force)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_fires_on_its_lines_and_is_silent_once_the_plan_says_more(
    rules: Rules, read: Read, name: str
) -> None:
    rule = rule_of(rules, name)
    short = read(*coded(RULES[name]["fires"]))
    longer = read(*coded([*RULES[name]["fires"], *RULES[name]["silent"]]))

    assert short.fires(rule.when, rule.unless) is not None
    assert rule.raises in {flag.code for flag in flags_on(short, rules)}
    facing = longer.fires(rule.when, rule.unless) is None
    assert facing or rule.raises not in {flag.code for flag in flags_on(longer, rules)}


def test_every_rule_has_its_lines(rules: Rules) -> None:
    told = {rule.id for rule in rules.flags if not rule.id.startswith("mirror.")}

    assert set(RULES) == told
    assert set(HOPES) == {hope for hope, _ in mirrors(rules)}
    assert set(FORCES) == {rule.raises for rule in rules.flags}


@pytest.mark.parametrize("field", ["id", "reason", "question", "closes_when"])
def test_no_two_flag_rules_say_the_same(rules: Rules, field: str) -> None:
    texts = [getattr(rule, field) for rule in rules.flags]

    assert len(set(texts)) == len(texts)


def test_texts_are_whole_sentences_of_a_readable_length(rules: Rules) -> None:
    for rule in rules.flags:
        assert rule.reason.endswith("."), rule.id
        assert rule.question.endswith("?"), rule.id
        assert rule.closes_when.endswith("."), rule.id
        assert len(rule.reason.split()) <= 40, rule.id
    for forecast in rules.forecasts:
        assert forecast.because.endswith("."), forecast.id


def test_only_forces_with_a_viewpoint_are_raised(framework: Framework, rules: Rules) -> None:
    forces = {force.code for force in framework.repelling}

    assert {rule.raises for rule in rules.flags} == forces


def test_every_strategy_can_be_forecast_and_seen(framework: Framework, rules: Rules) -> None:
    seen = {rule.strategy for rule in rules.forecasts if rule.id.endswith(".seen")}

    assert seen == {strategy.code for strategy in framework.strategies}
    assert {rule.strategy for rule in rules.forecasts} == seen


def test_every_signal_that_a_rule_asks_for_exists(corpus: Corpus) -> None:
    rules = corpus.rules
    conditions = [
        condition
        for one in (rules.flags, rules.forecasts)
        for rule in one
        for condition in (*rule.when, *rule.unless)
    ]
    asked = {condition.signal for condition in conditions if condition.signal}

    assert asked <= set(rules.signals)


def test_signals_are_lower_case_and_not_repeated(rules: Rules) -> None:
    for name, words in rules.signals.items():
        assert all(word == word.lower() and word.strip() == word for word in words), name
