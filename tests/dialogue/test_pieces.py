"""A model's text becomes data at one gate."""

import json

import pytest

from assistant.dialogue.pieces import LONGEST, Piece, Unfit, flaws, pieces, schema_of

ONE = {"text": 'Care comes {first}, \\ he said: "no".', "basis": "paper", "ids": ["e1"]}
TWO = {"text": "So ask.", "basis": "advice", "ids": ["e2", "e1"]}
READ = [Piece.model_validate(ONE), Piece.model_validate(TWO)]


@pytest.mark.parametrize("size", [1, 3, 10_000])
@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n", id="a line a sentence"),
        pytest.param(json.dumps({"sentences": [ONE, TWO]}, indent=2), id="as the schema has it"),
        pytest.param(json.dumps([ONE, TWO]), id="a bare list"),
        pytest.param(
            f'Sure! "Here\n```json\n{json.dumps(ONE)}\n{json.dumps(TWO)}\n```',
            id="talk and a fence",
        ),
    ],
)
def test_sentences_are_read_however_they_come(reply: str, size: int) -> None:
    stream = (reply[at : at + size] for at in range(0, len(reply), size))

    assert list(pieces(stream, longest=10_000)) == READ


def test_a_sentence_is_handed_on_as_soon_as_it_closes() -> None:
    def stream() -> list[str]:
        return [json.dumps(ONE), "never read"]

    coming = iter(stream())
    first = next(pieces(coming, longest=10_000))

    assert first == READ[0]
    assert next(coming) == "never read"


@pytest.mark.parametrize(
    ("reply", "reasons"),
    [
        pytest.param("I cannot help with that.", ["not in the form"], id="a refusal"),
        pytest.param("", ["not in the form"], id="nothing"),
        pytest.param('{"text": "a', ["cut off"], id="cut off"),
        pytest.param('{"text": "a.", "basis": "paper"}', ["not in the form"], id="no ids"),
        pytest.param(json.dumps(ONE | {"ids": []}), ["not in the form"], id="no evidence"),
        pytest.param(json.dumps(ONE | {"basis": "me"}), ["not in the form"], id="no such basis"),
        pytest.param(json.dumps(ONE | {"url": "x"}), ["not in the form"], id="a field too many"),
        pytest.param("{]}", ["not in the form"], id="no JSON"),
        pytest.param("}}}} {", ["cut off"], id="braces"),
        pytest.param('{"tool": "fetch"} {"tool": "x"}', ["not in", "not in"], id="tools"),
    ],
)
def test_what_does_not_fit_is_told(reply: str, reasons: list[str]) -> None:
    found = list(pieces([reply], longest=10_000))

    told = [item.reason for item in found if isinstance(item, Unfit)]
    assert len(told) == len(found)
    assert all(reason in item for item, reason in zip(told, reasons, strict=True))


def test_reading_stops_when_the_budget_is_spent() -> None:
    endless = (" " for _ in range(10**9))

    (unfit,) = pieces(endless, longest=1000)

    assert isinstance(unfit, Unfit)


def test_the_schema_names_the_evidence_there_is_and_asks_for_it_first() -> None:
    sentence = json.loads(schema_of(["e1", "e2"]))

    assert sentence["properties"]["ids"]["items"]["enum"] == ["e1", "e2"]
    assert list(sentence["properties"]) == sentence["required"] == ["ids", "text"]


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        pytest.param("See https://x.example for more.", "link", id="an address"),
        pytest.param("Write to me@x.example now.", "link", id="a mail address"),
        pytest.param("It is <b>bold</b>.", "link or markup", id="HTML"),
        pytest.param("![a](b) is it.", "link or markup", id="an image in Markdown"),
        pytest.param("- It is so.", "link or markup", id="a bullet"),
        pytest.param("As e1 says, it is so.", "speaks of its task", id="an id"),
        pytest.param("It is so", "not finished", id="no end"),
        pytest.param("Is it so?", "asks", id="a question"),
        pytest.param("a" * LONGEST + ".", "too long", id="too long"),
        pytest.param(" ", "empty", id="empty"),
    ],
)
def test_what_no_sentence_may_hold(text: str, flaw: str) -> None:
    assert any(flaw in found for found in flaws(text))


@pytest.mark.parametrize(
    "text", ["It is so.", "She said: “we are no equals.”", "The (small) group – 32 people – left!"]
)
def test_a_plain_sentence_has_no_flaw(text: str) -> None:
    assert flaws(text) == []
