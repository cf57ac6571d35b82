"""bert: masked stories, masked sentences, and next sentences of contiguous text.

It starts as the bert that was shipped before it (4 layers of 4 heads, 128 wide, 45 million tokens), with two more
layers, two more heads a layer and 64 more dimensions. Half of its steps read stories (training/stories/), a third
natural sentences, a sixth pairs of segments, cut into tokens that keep the borders of Chinese words. A sixty-fourth of
the training sentences and stories with other words are kept apart (training/validation.py); how long it is trained and
how fast was decided by those alone.
"""

from headlight.model.architectures.bert import BertConfig
from headlight.training.recipe import Recipe
from headlight.training.tasks.masked_stories import MaskedStories

RECIPE = Recipe(
    name="bert-stories",
    architecture="bert",
    config=BertConfig(
        vocab_size=8192, context=128, d_model=192, n_layers=6, n_heads=6, d_ff=768, dropout=0.1
    ),
    task=MaskedStories(
        stories=64,
        rows=160,
        pairs=20,
        rate=0.3,
        pair_rate=0.1,
        languages=("english", "chinese", "chinese"),
    ),
    steps=9_000,
    warmup=200,
    decay=0.4,
    matrix_rate=0.01,
    other_rate=2e-3,
    weight_decay=0.05,
    seed=2,
    grown_from="bert",
)
