"""The pages: what a person sees, and what happens when they press something."""
