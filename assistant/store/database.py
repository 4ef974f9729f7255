"""Open the database, bring its layout up to date, and see that what is deleted is gone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, delete, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.errors import StoreError
from assistant.store.schema import conversations, reviews

Clock = Callable[[], datetime]
"""Tells the time, in UTC."""

MIGRATIONS = Path(__file__).parent / "migrations"


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Database:
    """One database behind a URL."""

    def __init__(self, url: str, *, clock: Clock = utc_now) -> None:
        self.engine = create_engine(url)
        self.clock = clock
        if self._is_sqlite:
            event.listen(self.engine, "connect", _set_up_sqlite)

    @classmethod
    def open(cls, url: str, *, clock: Clock = utc_now) -> "Database":
        """Connect, and bring the layout up to date.

        Raises:
            StoreError: when it cannot be reached or is of a later version.
        """
        database = cls(url, clock=clock)
        try:
            with database.engine.begin() as connection:
                migrate(connection)
        except (SQLAlchemyError, CommandError) as error:
            raise StoreError(
                f"conversations cannot be kept in {database.engine.url!r}: "
                f"{_first_line(error)}; check ASSISTANT_DATABASE_URL, or move the file away"
            ) from error
        return database

    def sweep(self, *, keep_days: int) -> None:
        """Delete what nobody has touched for so many days."""
        oldest = self.clock() - timedelta(days=keep_days)
        with self.engine.begin() as connection:
            gone = connection.execute(delete(conversations).where(conversations.c.changed < oldest))
            also = connection.execute(delete(reviews).where(reviews.c.made < oldest))
        if gone.rowcount or also.rowcount:
            self.scrub()

    def scrub(self) -> None:
        """Overwrite what was deleted, in the write-ahead log too."""
        if not self._is_sqlite:
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    @property
    def _is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"


def sqlite_url(home: Path) -> str:
    """Where state is kept when no other database is named; the folder is made."""
    home.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{(home / 'state.sqlite3').resolve()}"


def migrate(connection: Connection) -> None:
    """Run the steps that this database has not seen."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
