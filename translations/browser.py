"""What the browser says itself: one JSON file a language, which it fetches once.

A folder of `web/` that speaks has its words under a subject of its own. They are handed out with their gaps, which its
modules fill (`web/lib/words.js`): plain text and arguments, no plural forms and no functions.
"""

import hashlib
import json
from pathlib import Path

from headlight.translations.folder import catalogue, languages

SUBJECTS = ("workbench", "scrubber", "figures", "images")


def browser_words(language: str) -> dict[str, dict[str, str]]:
    """By subject, and by the name its modules have for it: `workbench-not-yet` is `not_yet` of `workbench`.

    Raises:
        ValueError: a message of these subjects has plural forms or functions, which the browser has not.
    """
    messages = catalogue(language)
    return {
        subject: {key.replace("-", "_"): text for key, text in messages.handed_out(subject).items()}
        for subject in SUBJECTS
    }


def write_words(folder: Path) -> str:
    """Write `en.json` and a file for every other language there is into a folder.

    Returns:
        twelve hexadecimal digits that change with any word of them.
    """
    digest = hashlib.sha256()
    for language in languages():
        words = json.dumps(browser_words(language), ensure_ascii=False).encode()
        (folder / f"{language}.json").write_bytes(words)
        digest.update(language.encode() + b"\0" + words)
    return digest.hexdigest()[:12]
