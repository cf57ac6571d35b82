"""Train a small network now, and watch: what is chosen, what goes on, what can be kept."""

from headlight.ui.pages.learning.live.section import live

__all__ = ["live"]
