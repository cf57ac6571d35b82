"""The reading API: what the page's browser asks of the engine, and anybody beside it may; docs/api.md describes it.

    app = st.App("page.py", routes=[mounted(Api(shared_engine))])

It knows no Streamlit: it is handed the engine, and is any Starlette's to mount.
"""

from headlight.server.api.mount import Api, mounted

__all__ = ["Api", "mounted"]
