"""The models: one attention kernel, one recorder, one record, and every architecture built on them."""
