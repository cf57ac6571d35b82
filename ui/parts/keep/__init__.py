"""Keeping what is on the page: a figure as an image, a file or numbers; a trace; a report of the whole view."""
