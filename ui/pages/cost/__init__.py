"""The parts of the Cost page."""
