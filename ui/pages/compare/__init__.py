"""The Compare page's parts: two sides, the token editor, heads, maps, predictions."""
