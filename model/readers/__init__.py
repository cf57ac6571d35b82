"""From a text to a trace, a file for each way of reading: onwards, into another language, around gaps, in any order."""
