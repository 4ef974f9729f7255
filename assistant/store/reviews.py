"""Reviews in a database."""

import secrets
from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from assistant.models.review import Review
from assistant.store.database import Database
from assistant.store.records import Contest, KeptReview
from assistant.store.schema import reviews

LISTED = 100
"""Reviews in a list, at most."""


class SqlReviews:
    """Keeps plans with their reviews; see `store.ports.Reviews`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self,
        visitor: str,
        *,
        text: str,
        review: Review,
        notes: Sequence[str] = (),
        before: str | None = None,
    ) -> KeptReview:
        """Keep a review under an id that nobody can guess."""
        kept = KeptReview(
            id=secrets.token_hex(12),
            name=review.file,
            text=text,
            review=review,
            notes=tuple(notes),
            before=before if before and self.get(visitor, before) else None,
            made=self._database.clock(),
        )
        row = {"visitor": visitor, "id": kept.id, "made": kept.made}
        with self._database.engine.begin() as connection:
            connection.execute(insert(reviews).values(**row, body=kept.model_dump_json()))
        return kept

    def get(self, visitor: str, review: str) -> KeptReview | None:
        """None where the visitor has no such review."""
        wanted = select(reviews.c.body).where(reviews.c.visitor == visitor, reviews.c.id == review)
        with self._database.engine.connect() as connection:
            body = connection.execute(wanted).scalar()
        return None if body is None else KeptReview.model_validate_json(body)

    def listed(self, visitor: str) -> list[KeptReview]:
        """Latest first."""
        wanted = select(reviews.c.body).where(reviews.c.visitor == visitor)
        with self._database.engine.connect() as connection:
            bodies = connection.execute(
                wanted.order_by(reviews.c.made.desc()).limit(LISTED)
            ).scalars()
            return [KeptReview.model_validate_json(body) for body in bodies]

    def contest(self, visitor: str, review: str, contest: Contest) -> None:
        """Record a disagreement with a flag that the review has; an empty reason takes it back."""
        kept = self.get(visitor, review)
        if kept is None or contest.flag not in {flag.id for flag in kept.review.flags}:
            return
        others = [known for known in kept.contests if known.flag != contest.flag]
        now = (*others, contest) if contest.reason.strip() else tuple(others)
        body = kept.model_copy(update={"contests": now}).model_dump_json()
        with self._database.engine.begin() as connection:
            connection.execute(
                update(reviews)
                .where(reviews.c.visitor == visitor, reviews.c.id == review)
                .values(body=body)
            )

    def delete(self, visitor: str, review: str) -> None:
        """Gone from the disk too."""
        with self._database.engine.begin() as connection:
            connection.execute(
                delete(reviews).where(reviews.c.visitor == visitor, reviews.c.id == review)
            )
        self._database.scrub()
