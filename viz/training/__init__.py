"""A model while it learns."""
