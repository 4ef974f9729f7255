"""Conversations in a database."""

from collections.abc import Sequence
from datetime import UTC

from pydantic import TypeAdapter
from sqlalchemy import and_, delete, func, insert, or_, select, update

from assistant.models.conversation import Turn
from assistant.store.database import Database
from assistant.store.records import Feedback, Heading, Kept
from assistant.store.schema import conversations, feedback, turns

TITLE = 120
"""Characters of a title."""
LISTED = 500
"""Conversations in a list, at most."""
_TURN: TypeAdapter[Turn] = TypeAdapter(Turn)


class SqlConversations:
    """Keeps turns; see `store.ports.Conversations`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, visitor: str, conversation: str, turns_now: Sequence[Turn]) -> None:
        """Keep the turns as they stand now."""
        if not turns_now:
            return
        key = {"visitor": visitor, "id": conversation}
        rows = [
            {
                "visitor": visitor,
                "conversation": conversation,
                "position": position,
                "id": turn.id,
                "body": turn.model_dump_json(),
            }
            for position, turn in enumerate(turns_now)
        ]
        now = self._database.clock()
        with self._database.engine.begin() as connection:
            touched = connection.execute(
                update(conversations)
                .where(conversations.c.visitor == visitor, conversations.c.id == conversation)
                .values(changed=now)
            )
            if not touched.rowcount:
                title = _title(turns_now[0].question)
                connection.execute(insert(conversations).values(**key, title=title, changed=now))
            connection.execute(
                delete(turns).where(
                    turns.c.visitor == visitor, turns.c.conversation == conversation
                )
            )
            connection.execute(insert(turns), rows)

    def get(self, visitor: str, conversation: str) -> Kept | None:
        """None where the visitor has no such conversation."""
        with self._database.engine.connect() as connection:
            title = connection.execute(
                select(conversations.c.title).where(
                    conversations.c.visitor == visitor, conversations.c.id == conversation
                )
            ).scalar()
            bodies = connection.execute(
                select(turns.c.body)
                .where(turns.c.visitor == visitor, turns.c.conversation == conversation)
                .order_by(turns.c.position)
            ).scalars()
            said = tuple(_TURN.validate_json(body) for body in bodies)
        return None if title is None else Kept(id=conversation, title=title, turns=said)

    def listed(self, visitor: str, *, search: str = "") -> list[Heading]:
        """Latest first."""
        same = and_(
            turns.c.visitor == conversations.c.visitor, turns.c.conversation == conversations.c.id
        )
        count = select(func.count()).select_from(turns).where(same).scalar_subquery()
        wanted = select(
            conversations.c.id, conversations.c.title, count, conversations.c.changed
        ).where(conversations.c.visitor == visitor)
        for word in search.lower().split():
            # JSON keeps letters as they are, so that a word of an answer is found in its body.
            told = select(turns.c.id).where(
                same, func.lower(turns.c.body).contains(word, autoescape=True)
            )
            titled = func.lower(conversations.c.title).contains(word, autoescape=True)
            wanted = wanted.where(or_(titled, told.exists()))
        latest = wanted.order_by(conversations.c.changed.desc()).limit(LISTED)
        with self._database.engine.connect() as connection:
            rows = connection.execute(latest).all()
        return [
            # SQLite keeps no time zone; what was put there is UTC.
            Heading(id=name, title=title, turns=number, changed=changed.replace(tzinfo=UTC))
            for name, title, number, changed in rows
        ]

    def rename(self, visitor: str, conversation: str, title: str) -> None:
        """Give a name."""
        named = _title(title)
        if not named:
            return
        with self._database.engine.begin() as connection:
            connection.execute(
                update(conversations)
                .where(conversations.c.visitor == visitor, conversations.c.id == conversation)
                .values(title=named)
            )

    def delete(self, visitor: str, conversation: str) -> None:
        """Gone from the disk too; turns and feedback go with it."""
        with self._database.engine.begin() as connection:
            connection.execute(
                delete(conversations).where(
                    conversations.c.visitor == visitor, conversations.c.id == conversation
                )
            )
        self._database.scrub()

    def rate(self, visitor: str, given: Feedback) -> None:
        """A second thought replaces the first; a turn that is not theirs is not rated."""
        key = {"visitor": visitor, "conversation": given.conversation, "turn": given.turn}
        mine = select(turns.c.id).where(
            turns.c.visitor == visitor,
            turns.c.conversation == given.conversation,
            turns.c.id == given.turn,
        )
        with self._database.engine.begin() as connection:
            if connection.execute(mine).first() is None:
                return
            connection.execute(
                delete(feedback).where(*(feedback.c[name] == value for name, value in key.items()))
            )
            connection.execute(insert(feedback).values(**key, body=given.model_dump_json()))

    def ratings(self, visitor: str, conversation: str) -> list[Feedback]:
        """One a turn at most."""
        wanted = select(feedback.c.body).where(
            feedback.c.visitor == visitor, feedback.c.conversation == conversation
        )
        with self._database.engine.connect() as connection:
            bodies = connection.execute(wanted.order_by(feedback.c.turn)).scalars().all()
        return [Feedback.model_validate_json(body) for body in bodies]


def _title(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= TITLE else folded[: TITLE - 1].rsplit(" ", 1)[0] + "…"
