"""The project's own evaluation: what is measured, on what, and how sure the figure is."""
