"""The Compare page as its tests open it."""

from streamlit.testing.v1 import AppTest

TIMEOUT = 120
CAT, DOG = "The cat is sitting on the mat.", "The dog is sitting on the mat."
PAGE = """
from headlight.ui import session
from headlight.ui.pages.compare.page import compare
session.start()
compare()
"""


def opened(app: AppTest, **link: str) -> AppTest:
    app.query_params |= {"left": CAT} | link
    app.run()
    assert not app.exception
    assert not app.error
    return app


def link(app: AppTest) -> dict[str, str]:
    """The address bar; a value may come as a list of one."""
    return {k: v[0] if isinstance(v, list) else v for k, v in app.query_params.items()}


def pills(app: AppTest, key: str):
    return next(group for group in app.get("button_group") if group.key == key)
