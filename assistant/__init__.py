"""A decision-support assistant for coproduction planning, grounded in one study."""

__version__ = "0.1.0"
