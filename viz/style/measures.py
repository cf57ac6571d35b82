"""What the measures of a head are called, and what each means."""

NAMES = {
    "previous": "measure-previous",
    "next": "measure-next",
    "self": "measure-self",
    "first": "measure-first",
    "separator": "measure-separator",
    "duplicate": "measure-duplicate",
    "induction": "measure-induction",
    "entropy": "measure-entropy",
    "distance": "measure-distance",
    "confidence": "measure-confidence",
}
MEANINGS = {
    "previous": "measure-about-previous",
    "next": "measure-about-next",
    "self": "measure-about-self",
    "first": "measure-about-first",
    "separator": "measure-about-separator",
    "duplicate": "measure-about-duplicate",
    "induction": "measure-about-induction",
    "entropy": "measure-about-entropy",
    "distance": "measure-about-distance",
    "confidence": "measure-about-confidence",
}
