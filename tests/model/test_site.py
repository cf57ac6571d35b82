"""Addresses: what prints can be parsed, and nothing else can."""

from typing import get_args

import pytest

from headlight.model.site import Kind, Site, Stack


@pytest.mark.parametrize("stack", get_args(Stack))
@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("layer", [0, 2, 47])
def test_a_printed_site_parses_back(stack: Stack, kind: Kind, layer: int) -> None:
    site = Site(stack, kind, layer)
    assert str(site) == f"{stack}.{kind}.{layer}"
    assert Site.parse(str(site)) == site


@pytest.mark.parametrize(
    "text",
    [
        "",
        "decoder",
        "decoder.self",
        "decoder.self.one",
        "decoder.self.0.0",
        "decoder.self.-1",
        "decoder.self.01",
        "decoder.self.+1",
        "decoder.self. 1",
        "decoder.self.1_0",
        "decoder.self.１",
        "Decoder.self.0",
        "middle.self.0",
        "decoder.both.0",
        "<script>.self.0",
    ],
)
def test_what_no_site_prints_as_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a site such as decoder\.self\.0, got") as error:
        Site.parse(text)
    assert repr(text) in str(error.value)


def test_sites_sort_by_stack_kind_and_layer_and_serve_as_keys() -> None:
    sites = [Site("decoder", "self", 10), Site("decoder", "self", 9), Site("decoder", "cross", 3)]
    assert [s.layer for s in sorted(sites)] == [3, 9, 10]
    assert {Site("decoder", "self", 9): "found"}[sites[1]] == "found"
