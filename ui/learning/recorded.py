"""A recorded training, step by step."""


def recorded() -> None:
    """Draw this part of the page."""
