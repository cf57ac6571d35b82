"""Small networks that learn while somebody watches: tasks, choices, the steps of a run."""
