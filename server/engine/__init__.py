"""The engine: runs models for many visitors on one device."""

from headlight.server.engine.engine import Engine, device_name
from headlight.server.engine.jobs import Full, Job
from headlight.server.engine.question import Question
from headlight.server.engine.refusal import Refused

__all__ = ["Engine", "Full", "Job", "Question", "Refused", "device_name"]
