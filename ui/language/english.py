"""The page in English."""

from headlight.ui.language.words import Words

ENGLISH = Words(
    name="English",
    explore="Explore",
    positions="Positions",
    tagline="See what every attention head looks at, and check the numbers behind it.",
    language="Language",
    text_label="Type a sentence and press Enter",
    text_help="English and Chinese work best: that is what the model was trained on. Anything else is read too, if "
    "need be byte by byte.",
    presets="Or take an example",
    presets_help="Sentences that show something, in both languages.",
    model="Model",
    runs_on="runs on {device}",
    parameters="{millions:.1f} M parameters",
    layers_and_heads="{layers} layers × {heads} heads",
    token_strip="Tokens the model reads",
    token_title="token {index}, id {id}, characters {start}–{end}",
    special_title="token {index}, id {id}, not typed: added for the model",
    source_tokens="Source",
    decoder_tokens="Decoder reads",
    computing="Computing …",
    no_plotly="The charts could not be loaded. Reload the page to try again.",
    whole_screen="Whole screen (Esc to leave)",
    nothing_typed="There is nothing to read yet. Type a sentence above, or take an example.",
    left_out="This model takes only so much at once: the first {read} tokens of your text were read, the last "
    "**{left_out}** were left out. It was cut after “{last}”.",
    left_out_of_two="This model takes only so much at once: **{left_out}** tokens were left out, at the beginning of "
    "the first text and at the end of the second.",
    link_shortened="The link to this view carries only the beginning of the text.",
    link_ignored="Part of this link made no sense and was ignored: {names}.",
    failed="This text could not be read. Nothing you typed is lost; try another sentence. The details are in the "
    "server's log.",
    refused="This cannot be read so: {reason}.",
    workbench_help="Click a tile to choose a head; click a cell of the large map to read the numbers behind it.",
    table_title="Q·K table",
    table_of="What **{token}** (query {query}) scores against every key, in layer {layer}, head {head}",
    table_help="Click a column to sort it.",
    masks_causal="Masked keys come after the query: this model may not look ahead.",
    masks_order="Masked keys come later in the order of prediction.",
    arithmetic="q·k = {dot:.4f}, scaled to a score of {score:.4f}; the softmax over {keys} visible keys makes it "
    "**{weight:.4f}**",
    arithmetic_masked="q·k = {dot:.4f}, but the query may not see this key: masked before the softmax, so its weight "
    "is **0**",
    verified="Recomputed from the model's own Q, K and V: at most {error:.1e} away from what the model used.",
    verified_help="Scores and weights are computed again from the recorded queries and keys. This is the largest "
    "difference between weights × values and the context vectors the model really went on with, over this head.",
)
