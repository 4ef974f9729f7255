"""The tables. A change here needs a step in `migrations/versions`."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

visitors = Table(
    "visitors",
    metadata,
    Column("visitor", String(64), primary_key=True),
    Column("setting", Text, nullable=False),
)

# Ids are the browser's; the visitor stands in every key, so that guessing an id leads nowhere.
conversations = Table(
    "conversations",
    metadata,
    Column("visitor", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("changed", DateTime(timezone=True), nullable=False),
    Index("ix_conversations_changed", "changed"),
)

turns = Table(
    "turns",
    metadata,
    Column("visitor", String(64), primary_key=True),
    Column("conversation", String(64), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(64), nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(
        ["visitor", "conversation"],
        ["conversations.visitor", "conversations.id"],
        ondelete="CASCADE",
    ),
)

feedback = Table(
    "feedback",
    metadata,
    Column("visitor", String(64), primary_key=True),
    Column("conversation", String(64), primary_key=True),
    Column("turn", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(
        ["visitor", "conversation"],
        ["conversations.visitor", "conversations.id"],
        ondelete="CASCADE",
    ),
)

reviews = Table(
    "reviews",
    metadata,
    Column("visitor", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    Column("made", DateTime(timezone=True), nullable=False),
    Index("ix_reviews_made", "made"),
)
