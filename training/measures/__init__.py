"""What is measured of the shipped models, a measure a file; `training.evaluate` says which of which model."""
