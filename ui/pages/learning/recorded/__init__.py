"""A recorded training, checkpoint by checkpoint."""
