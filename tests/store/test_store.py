"""What is kept comes back, to its visitor alone, and what is erased is gone from the disk."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.errors import StoreError
from assistant.models.answer import Sentence
from assistant.models.conversation import Answered, Stopped, Turn
from assistant.store.conversations import SqlConversations
from assistant.store.database import Database, sqlite_url
from assistant.store.records import AskerSetting, Contest, Feedback
from assistant.store.reviews import SqlReviews
from assistant.store.visitors import SqlVisitors
from assistant.testing import CannedAssistant

CANARY = "kanarifugl-4711"
TODAY = datetime(2026, 3, 1, tzinfo=UTC)


class Clock:
    """A time that moves when it is told to."""

    def __init__(self) -> None:
        self.now = TODAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path, clock: Clock) -> Iterator[Database]:
    opened = Database.open(sqlite_url(tmp_path), clock=clock)
    yield opened
    opened.close()


def stopped(name: str, question: str, said: str = "Half an answer.") -> Turn:
    return Stopped(id=name, question=question, sentences=(Sentence(text=said, basis="paper"),))


def answered(name: str, question: str) -> Turn:
    return Answered(id=name, question=question, answer=CannedAssistant().ask(question))


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_conversation_survives_a_restart(tmp_path: Path, database: Database) -> None:
    said = (answered("t1", "Why are we kept out?"), stopped("t2", "And what then?"))
    SqlConversations(database).put("anna", "c1", said)
    database.close()

    again = Database.open(sqlite_url(tmp_path))
    kept = SqlConversations(again).get("anna", "c1")
    again.close()

    assert kept is not None
    assert kept.turns == said
    assert kept.title == "Why are we kept out?"


def test_an_edited_turn_takes_the_later_ones_with_it(database: Database) -> None:
    conversations = SqlConversations(database)
    conversations.put("anna", "c1", [stopped("t1", "One"), stopped("t2", "Two")])

    conversations.put("anna", "c1", [stopped("t3", "Another one")])

    kept = conversations.get("anna", "c1")
    assert kept is not None
    assert [turn.id for turn in kept.turns] == ["t3"]


def test_nothing_of_another_visitor_is_reached_by_its_id(database: Database) -> None:
    conversations, reviews = SqlConversations(database), SqlReviews(database)
    conversations.put("anna", "c1", [stopped("t1", "One")])
    review = reviews.keep("anna", text="Plan.", review=CannedAssistant().review("Plan.", file="p"))

    conversations.rename("bo", "c1", "Mine now")
    conversations.delete("bo", "c1")
    conversations.rate("bo", Feedback(conversation="c1", turn="t1", thumb="down"))
    reviews.delete("bo", review.id)

    assert conversations.get("bo", "c1") is None
    assert reviews.get("bo", review.id) is None
    assert conversations.listed("bo") == []
    assert [heading.title for heading in conversations.listed("anna")] == ["One"]
    assert conversations.ratings("anna", "c1") == []
    assert reviews.get("anna", review.id) == review


def test_the_same_id_of_two_visitors_is_two_conversations(database: Database) -> None:
    conversations = SqlConversations(database)
    conversations.put("anna", "c1", [stopped("t1", "Anna's")])
    conversations.put("bo", "c1", [stopped("t1", "Bo's")])

    assert [heading.title for heading in conversations.listed("anna")] == ["Anna's"]
    assert [heading.title for heading in conversations.listed("bo")] == ["Bo's"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        pytest.param("", ["c2", "c1"], id="all, latest first"),
        pytest.param("KEYS", ["c1"], id="a title, whatever its case"),
        pytest.param("café half", ["c2"], id="words of question and answer"),
        pytest.param("100%", [], id="a wildcard is a character"),
        pytest.param("choir", [], id="nothing"),
    ],
)
def test_search(database: Database, clock: Clock, search: str, found: list[str]) -> None:
    conversations = SqlConversations(database)
    conversations.put("anna", "c1", [stopped("t1", "Where are the keys?", "With the caretaker.")])
    clock.now += timedelta(minutes=1)
    conversations.put("anna", "c2", [stopped("t1", "Who runs the café?")])

    assert [heading.id for heading in conversations.listed("anna", search=search)] == found


def test_a_second_thought_replaces_the_first(database: Database) -> None:
    conversations = SqlConversations(database)
    conversations.put("anna", "c1", [stopped("t1", "One")])
    conversations.rate("anna", Feedback(conversation="c1", turn="t1", thumb="up"))
    second = Feedback(
        conversation="c1", turn="t1", thumb="down", reasons=("wrong_source",), comment="Not there."
    )

    conversations.rate("anna", second)

    assert conversations.ratings("anna", "c1") == [second]


def test_a_contested_flag_stays_and_says_why(database: Database) -> None:
    reviews = SqlReviews(database)
    review = CannedAssistant().review("They hope for company.", file="plan.txt")
    kept = reviews.keep("anna", text="They hope for company.", review=review)
    flag = review.flags[0].id

    reviews.contest("anna", kept.id, Contest(flag=flag, reason="We wrote it elsewhere."))
    reviews.contest("anna", kept.id, Contest(flag="flag-nobody-raised", reason="?"))

    again = reviews.get("anna", kept.id)
    assert again is not None
    assert again.contests == (Contest(flag=flag, reason="We wrote it elsewhere."),)
    assert again.review == review


def test_erasing_leaves_no_byte_of_it_behind(tmp_path: Path, database: Database) -> None:
    conversations, reviews = SqlConversations(database), SqlReviews(database)
    visitors = SqlVisitors(database)
    for number in range(20):
        conversations.put("anna", f"c{number}", [stopped("t1", f"{CANARY} asks", CANARY)])
    conversations.rate("anna", Feedback(conversation="c1", turn="t1", thumb="up", comment=CANARY))
    reviews.keep("anna", text=CANARY, review=CannedAssistant().review(CANARY, file=CANARY))
    visitors.set("anna", AskerSetting(sector="voluntary"))
    conversations.put("bo", "c1", [stopped("t1", "Bo stays")])
    assert CANARY.encode() in on_disk(tmp_path)

    visitors.erase("anna")

    assert CANARY.encode() not in on_disk(tmp_path)
    assert visitors.setting("anna") == AskerSetting()
    assert [heading.title for heading in conversations.listed("bo")] == ["Bo stays"]


def test_a_deleted_conversation_is_gone_from_the_disk(tmp_path: Path, database: Database) -> None:
    conversations = SqlConversations(database)
    conversations.put("anna", "c1", [stopped("t1", CANARY)])

    conversations.delete("anna", "c1")

    assert CANARY.encode() not in on_disk(tmp_path)


def test_what_is_old_is_swept_away(tmp_path: Path, database: Database, clock: Clock) -> None:
    conversations = SqlConversations(database)
    conversations.put("anna", "c1", [stopped("t1", CANARY)])
    clock.now += timedelta(days=20)
    conversations.put("anna", "c2", [stopped("t1", "Of today")])
    clock.now += timedelta(days=20)

    database.sweep(keep_days=30)

    assert [heading.id for heading in conversations.listed("anna")] == ["c2"]
    assert CANARY.encode() not in on_disk(tmp_path)


def test_a_database_of_a_later_version_is_refused_in_one_line(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    database = Database.open(url)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))
    database.close()

    with pytest.raises(StoreError, match="cannot be kept"):
        Database.open(url)


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite3").write_bytes(
        b"not a database, but long enough to be read as one" * 9
    )

    with pytest.raises(StoreError, match="move the file away"):
        Database.open(sqlite_url(tmp_path))
