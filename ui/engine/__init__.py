"""The engine: runs models for many visitors on one device."""

from ui.engine.engine import Engine, Question, device_name, engine

__all__ = ["Engine", "Question", "device_name", "engine"]
