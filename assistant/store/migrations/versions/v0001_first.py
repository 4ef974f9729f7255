"""Visitors, conversations, turns, feedback and reviews."""

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.String(64)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "visitors",
        sa.Column("visitor", KEY, primary_key=True),
        sa.Column("setting", sa.Text, nullable=False),
    )
    op.create_table(
        "conversations",
        sa.Column("visitor", KEY, primary_key=True),
        sa.Column("id", KEY, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_conversations_changed", "conversations", ["changed"])
    op.create_table(
        "turns",
        sa.Column("visitor", KEY, primary_key=True),
        sa.Column("conversation", KEY, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", KEY, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _of_conversation("turns"),
    )
    op.create_table(
        "feedback",
        sa.Column("visitor", KEY, primary_key=True),
        sa.Column("conversation", KEY, primary_key=True),
        sa.Column("turn", KEY, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        _of_conversation("feedback"),
    )
    op.create_table(
        "reviews",
        sa.Column("visitor", KEY, primary_key=True),
        sa.Column("id", KEY, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_reviews_made", "reviews", ["made"])


def downgrade() -> None:
    """Drop them."""
    for table in ("reviews", "feedback", "turns", "conversations", "visitors"):
        op.drop_table(table)


def _of_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["visitor", "conversation"],
        ["conversations.visitor", "conversations.id"],
        name=f"fk_{table}_conversations",
        ondelete="CASCADE",
    )
