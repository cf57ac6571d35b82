"""Models on other processes and machines: the engine's transport over Ray Serve. Off unless HEADLIGHT_ENGINE=ray."""
