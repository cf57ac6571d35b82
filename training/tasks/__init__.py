"""What a model is trained to do, a task a file: its batches by number, and its loss."""
