"""What serves readings without Streamlit: the engine, and the machines behind it."""
