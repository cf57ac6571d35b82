"""The engine: runs models for many visitors on one device."""

from headlight.ui.engine.background import Full, Job
from headlight.ui.engine.engine import Engine, device_name, engine
from headlight.ui.engine.question import Question
from headlight.ui.engine.refused import Refused

__all__ = ["Engine", "Full", "Job", "Question", "Refused", "device_name", "engine"]
