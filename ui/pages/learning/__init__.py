"""The parts of the Learning page."""
