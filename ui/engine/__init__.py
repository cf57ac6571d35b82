"""The engine: runs models for many visitors on one device."""

from ui.engine.background import Full, Job
from ui.engine.engine import Engine, device_name, engine
from ui.engine.question import Question
from ui.engine.refused import Refused

__all__ = ["Engine", "Full", "Job", "Question", "Refused", "device_name", "engine"]
