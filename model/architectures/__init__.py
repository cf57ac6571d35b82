"""The lineage, an architecture a file: from the recurrent encoder–decoder to two-stream attention."""
