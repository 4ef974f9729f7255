"""Where a sentence begins and ends in the texts that planners write."""

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest

from assistant.knowledge.sentences import fold, sentences


def texts(text: str, language: str = "en") -> list[str]:
    return [span.text for span in sentences(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\n", [], id="white space"),
        pytest.param("---\n2024\n***\n12,000", [], id="no letters"),
        pytest.param(
            "It opens.\n```\nimport os\n```\nIt closes. ``` x = 1 ``` It rests.",
            ["It opens.", "It closes.", "It rests."],
            id="code between fences",
        ),
        pytest.param(
            "[INST] Be kind. [/INST] We meet at noon.<|im_end|> <<SYS>>Bring cups.",
            ["Be kind.", "We meet at noon.", "Bring cups."],
            id="marks of chat models",
        ),
        pytest.param(
            "Rooms are free. Keys are not! Why?",
            ["Rooms are free.", "Keys are not!", "Why?"],
            id="three in a row",
        ),
        pytest.param(
            "# Aims\nRooms are free.\n\n## Risks ##\nNoise",
            ["Aims", "Rooms are free.", "Risks ##", "Noise"],
            id="headings of Markdown",
        ),
        pytest.param(
            "Aims\nRooms for everyone\nWe meet on Tuesdays.",
            ["Aims", "Rooms for everyone", "We meet on Tuesdays."],
            id="headings without marks",
        ),
        pytest.param(
            "- rooms\n* keys for all\n• visits\n– calls",
            ["rooms", "keys for all", "visits", "calls"],
            id="list without full stops",
        ),
        pytest.param(
            "1. Call early.\n2) Visit\n(3) Listen\na) first",
            ["Call early.", "Visit", "Listen", "first"],
            id="numbered list",
        ),
        pytest.param(
            "• Friends, who come when they\n  can\n• Rooms",
            ["Friends, who come when they\n  can", "Rooms"],
            id="item over two lines",
        ),
        pytest.param(
            "Rooms;\nkeys;\nand time.", ["Rooms;", "keys;", "and time."], id="items by semicolon"
        ),
        pytest.param(
            "| Risk | Answer |\n|---|---|\n| Noise | Talk monthly |",
            ["Risk | Answer", "Noise | Talk monthly"],
            id="a row of a table is one",
        ),
        pytest.param(
            "| They criticise. They are loud. | Talk. |",
            ["They criticise.", "They are loud.", "Talk."],
            id="sentences inside cells",
        ),
        pytest.param(
            "> Who says so? Bo.\n> Ask him", ["Who says so?", "Bo.", "Ask him"], id="asides"
        ),
        pytest.param(
            "The partner, e.g. Dane Age, meets Dr. Jensen at 10 a.m. in Aarhus. They talk.",
            ["The partner, e.g. Dane Age, meets Dr. Jensen at 10 a.m. in Aarhus.", "They talk."],
            id="abbreviations",
        ),
        pytest.param(
            "It costs 3.5 million. It lasts until 31.12.2025 at most.",
            ["It costs 3.5 million.", "It lasts until 31.12.2025 at most."],
            id="numbers and dates",
        ),
        pytest.param("“Come at ten.” She left.", ["“Come at ten.”", "She left."], id="quotes"),
        pytest.param(
            "The municipality has promised that the volunteers may use the rooms of the library on\n"
            "Tuesdays and Thursdays. Nobody has asked the librarians about keys and alarms, and\n"
            "nobody will.",
            [
                "The municipality has promised that the volunteers may use the rooms of the "
                "library on\nTuesdays and Thursdays.",
                "Nobody has asked the librarians about keys and alarms, and\nnobody will.",
            ],
            id="wrapped lines",
        ),
        pytest.param(
            "Volunteers get keys to the community house before the first of next month\n"
            "Staff and volunteers look back together when half a year has gone by",
            [
                "Volunteers get keys to the community house before the first of next month",
                "Staff and volunteers look back together when half a year has gone by",
            ],
            id="long items in a text that is not wrapped",
        ),
        pytest.param("One.\r\nTwo.\r\n\r\nThree", ["One.", "Two.", "Three"], id="Windows lines"),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Vi får nøgler til væksthuset. Åben dør hver tirsdag, f.eks. kl. 14. Ældre mødes.",
            [
                "Vi får nøgler til væksthuset.",
                "Åben dør hver tirsdag, f.eks. kl. 14.",
                "Ældre mødes.",
            ],
            id="letters and abbreviations",
        ),
        pytest.param(
            "Det koster 3,5 mio. kr. om året. Ca. 20 frivillige deltager, jf. bilag 2.",
            ["Det koster 3,5 mio. kr. om året.", "Ca. 20 frivillige deltager, jf. bilag 2."],
            id="sums",
        ),
        pytest.param(
            "Mødet er d. 3. maj. Hr. Jensen m.fl. kommer.",
            ["Mødet er d. 3. maj.", "Hr. Jensen m.fl. kommer."],
            id="dates and names",
        ),
    ],
)
def test_danish(text: str, expected: list[str]) -> None:
    assert texts(text, "da") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Æ🙂 ø. Å! 👩‍👩‍👧 ja. Nej.", id="letters beyond ASCII"),
        pytest.param("# Mål\n\n- Rum\n- Nøgler: tre\n\n| Støj | Vi taler. |\nSlut.", id="marks"),
        pytest.param("  Indented. Text  \n\n   - item  \n", id="white space around"),
        pytest.param("e\u0301t. To.\r\nTre", id="composed of two"),
    ],
)
def test_offsets_point_at_the_words(text: str) -> None:
    spans = sentences(text)
    assert spans
    assert all(text[span.start : span.end] == span.text == span.text.strip() for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    # No word is lost between them.
    left = "".join(char if not _inside(at, spans) else "" for at, char in enumerate(text))
    assert not any(char.isalpha() for char in left)


def _inside(at: int, spans: Sequence[tuple[int, int, str]]) -> bool:
    return any(start <= at < end for start, end, _ in spans)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("kort linje\n" * 40_000, id="short lines"),
        pytest.param("word " * 80_000, id="one line"),
        pytest.param("a. " * 130_000, id="full stops"),
        pytest.param("| a | b |\n" * 40_000, id="rows"),
    ],
)
def test_time_grows_with_the_text_alone(text: str) -> None:
    began = time.monotonic()
    sentences(text)
    assert time.monotonic() - began < 5


def test_fold() -> None:
    assert fold(" a \n\tb\u00a0c ") == "a b c"


def test_lines_all_in_small_letters_end_where_their_writer_stopped() -> None:
    thread = (
        "so happy that the scouts said yes, the families have been asking about it since last spring\n"
        "what we can't give the kids is grown ups who just like being with them, and you are so good at that, and at "
        "changing the plan when they are tired\n"
        "the bus leaves from the swimming pool at half past eight, please bring a sleeping bag\n"
        "talk on friday\n"
    )

    assert [span.text for span in sentences(thread)] == thread.splitlines()


def test_one_full_line_among_hasty_ones_does_not_make_the_text_one_that_is_broken_by_hand() -> None:
    hasty = [
        "hope you had a nice holiday and that the boiler of the hut got mended before the first frost came",
        "we would like to borrow the hut again",
        "and the big pot",
        "the children from the centre loved the fire so much that they still talk of little else at lunch",
    ]

    assert texts("\n".join([*hasty, "Please answer before Friday.", "best, Ida"])) == [
        *hasty,
        "Please answer before Friday.",
        "best, Ida",
    ]
