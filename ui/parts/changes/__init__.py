"""The changes in force: which they are, on what (state), and in the visitor's words (description)."""
