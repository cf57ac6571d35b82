"""How tall a table is, so that few rows leave no empty ground and many scroll."""

ROW, HEAD = 35, 38  # pixels, of a row and of the column names


def table_height(rows: int, most: int) -> int:
    """Pixels of a table of so many rows that shows `most` of them at once."""
    return min(rows, most) * ROW + HEAD
