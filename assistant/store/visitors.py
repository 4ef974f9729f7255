"""What is known of a visitor, and how all of it is erased."""

from sqlalchemy import delete, insert, select

from assistant.store.database import Database
from assistant.store.records import AskerSetting
from assistant.store.schema import conversations, feedback, reviews, turns, visitors


class SqlVisitors:
    """Keeps settings; see `store.ports.Visitors`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def setting(self, visitor: str) -> AskerSetting:
        """As set last."""
        wanted = select(visitors.c.setting).where(visitors.c.visitor == visitor)
        with self._database.engine.connect() as connection:
            body = connection.execute(wanted).scalar()
        return AskerSetting() if body is None else AskerSetting.model_validate_json(body)

    def set(self, visitor: str, setting: AskerSetting) -> None:
        """Remember who asks."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(visitors).where(visitors.c.visitor == visitor))
            connection.execute(
                insert(visitors).values(visitor=visitor, setting=setting.model_dump_json())
            )

    def erase(self, visitor: str) -> None:
        """Everything of theirs; afterwards no byte of it is on the disk."""
        with self._database.engine.begin() as connection:
            for table in (feedback, turns, conversations, reviews, visitors):
                connection.execute(delete(table).where(table.c.visitor == visitor))
        self._database.scrub()
