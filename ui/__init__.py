"""The page: Streamlit pages, panels and components, the engine that runs models, and every word on screen."""
