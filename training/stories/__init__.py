"""A bilingual grammar of short stories that knows its own syntax and reference: text with gold edges, CC0."""
