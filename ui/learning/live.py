"""Train a small model now, and watch."""


def live() -> None:
    """Draw this part of the page."""
