"""What a small network may learn, by name."""

from collections.abc import Callable, Mapping

from headlight.learning.tasks.letters import Copy, Induction, Previous
from headlight.learning.tasks.task import Batch, Task
from headlight.learning.tasks.text import OwnText, Unfit
from headlight.learning.tasks.translation import ToyTranslation

OWN_TEXT = "text"
"""The task that needs a text."""

TASKS: Mapping[str, Callable[[str], Task]] = {
    "copy": lambda text: Copy(),
    "reverse": lambda text: Copy(backwards=True),
    "previous": lambda text: Previous(),
    "induction": lambda text: Induction(),
    "translation": lambda text: ToyTranslation(),
    OWN_TEXT: OwnText,
}
"""Each task, made from the person's own text, which all but one leave alone."""

__all__ = ["OWN_TEXT", "TASKS", "Batch", "OwnText", "Task", "Unfit"]
