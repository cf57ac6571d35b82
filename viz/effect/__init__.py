"""What a change to a model does."""
