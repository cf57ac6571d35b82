"""Numbers out of traces: arrays and tidy tables, no drawing and no torch of its own."""
