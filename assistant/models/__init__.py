"""The types that travel between the stages; they import nothing of ours."""
