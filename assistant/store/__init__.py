"""What outlives a restart: conversations, feedback, reviews, contested flags; each seen by its visitor alone."""
