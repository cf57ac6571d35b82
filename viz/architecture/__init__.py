"""Who may look at whom, architecture by architecture."""
