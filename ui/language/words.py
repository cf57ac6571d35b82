"""What the page can say. Braces are filled in by `str.format`; both catalogues must use the same ones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language's catalogue. Markdown where the page draws Markdown; figures have their own words in viz/."""

    name: str
    # pages
    explore: str
    positions: str
    tagline: str
    language: str
    # what is read
    text_label: str
    text_help: str
    presets: str
    presets_help: str
    model: str
    runs_on: str
    parameters: str
    layers_and_heads: str
    token_strip: str
    token_title: str
    special_title: str
    source_tokens: str
    decoder_tokens: str
    # notices
    computing: str
    no_plotly: str
    whole_screen: str
    nothing_typed: str
    left_out: str
    left_out_of_two: str
    link_shortened: str
    link_ignored: str
    failed: str
    refused: str
    # workbench
    workbench_help: str
    # scores
    table_title: str
    table_of: str
    table_help: str
    masks_causal: str
    masks_order: str
    arithmetic: str
    arithmetic_masked: str
    verified: str
    verified_help: str
