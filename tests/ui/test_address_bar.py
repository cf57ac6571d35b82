"""Who leads: the address when a page is opened and when the browser goes back, else the session."""

import pytest

from headlight.ui import address_bar
from tests.golden.pages import address, opened

CAT, DOG = "The cat sat.", "A dog slept."


@pytest.fixture
def go_back(monkeypatch):
    """`go_back(app, link)`: the browser shows this link again, as it does with Back and Forward."""

    def go_back(app, link):
        monkeypatch.setattr(address_bar, "returned", lambda: True)
        app.query_params = dict(link)
        app.run()
        monkeypatch.undo()
        assert not app.exception
        return app

    return go_back


def test_the_session_leads_until_the_browser_goes_back(go_back):
    app = opened("", {"lang": "en", "text": CAT, "model": "gpt", "head": "1"})
    earlier = address(app)
    app.text_input(key="text").set_value(DOG).run()
    app.number_input(key="explore_write").set_value(4).run()
    app.segmented_control(key="lang").set_value("zh").run()
    later = address(app)
    assert (later["text"], later["write"], later["lang"]) == (DOG, "4", "zh")

    go_back(app, earlier)
    assert address(app) == earlier
    assert app.text_input(key="text").value == CAT
    assert app.number_input(key="explore_write").value == 0
    assert app.segmented_control(key="lang").value == "en"
    app.run()
    assert address(app) == earlier  # and the session leads again
    assert address(go_back(app, later)) == later


def test_masks_and_views_are_those_of_the_address(go_back):
    app = opened("", {"lang": "en", "text": CAT, "model": "bert"})
    earlier = address(app)
    link = {"masked": "2", "view": "weights", "weights_scale": "log"}
    assert link.items() <= address(go_back(app, earlier | link)).items()
    assert address(go_back(app, earlier)) == earlier


@pytest.mark.parametrize(
    ("page", "link", "other"),
    [
        (
            "compare",
            {"left_model": "gpt", "left": CAT, "right_model": "gpt", "right": DOG},
            {"right": CAT + CAT},
        ),
        ("positions", {"section": "changed", "text": CAT}, {"positions_shift": "64", "positions_seed": "5"}),
        ("learning", {"part": "recorded", "text": CAT}, {"step": "64", "head": "1"}),
        ("learning", {"part": "live"}, {"learn": "task:reverse", "beside": "scale"}),
        ("cost", {"model": "gpt", "tokens": "64"}, {"model": "bert", "tokens": "128"}),
    ],
)
def test_every_page_follows(go_back, page, link, other):
    app = opened(page, {"lang": "en"} | link)
    earlier = address(app)
    assert other.items() <= address(go_back(app, earlier | other)).items()
    assert address(go_back(app, earlier)) == earlier


def test_a_bad_value_in_the_address_is_named_and_the_default_stands(go_back):
    app = opened("", {"lang": "en", "text": CAT, "model": "gpt"})
    go_back(app, address(app) | {"write": "999", "steps": "x"})
    said = " ".join(warning.value for warning in app.warning)
    assert "write" in said
    assert "write" not in address(app)
    assert "steps" not in address(app)
