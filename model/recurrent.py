"""What the recurrent translators share: their sizes, and an encoder that reads a text token by token.

A gated recurrent unit (Cho et al. 2014, arXiv:1406.1078) keeps a state: h_t = (1 − z) ∘ n + z ∘ h_{t−1}, where the
gate z and the candidate n are computed from the token and h_{t−1}. PyTorch's applies the reset gate after the matrix
that meets h_{t−1}, the paper before it.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from headlight.model.recorder import record_residual


@dataclass(frozen=True)
class RecurrentConfig:
    """Sizes. `d_model` of embeddings and of what logits are read off; `d_hidden` of the recurrent states."""

    vocab_size: int
    context: int
    d_model: int
    d_hidden: int
    dropout: float = 0.2


class RecurrentEncoder(nn.Module):
    """A GRU over the source, in one direction or in both (half of d_hidden each)."""

    def __init__(self, config: RecurrentConfig, directions: int) -> None:
        super().__init__()
        width = config.d_hidden // directions
        self.gru = nn.GRU(config.d_model, width, batch_first=True, bidirectional=directions == 2)

    def forward(self, embedded: Tensor, real: Tensor | None) -> tuple[Tensor, Tensor]:
        """Embeddings [batch, n, d_model], `real` bool [batch, n] → states and last states.

        Returns:
            states [batch, n, d_hidden], those of both directions side by side; zero where the source is padding.
            last [directions, batch, d_hidden / directions]: each direction's state after its last token.
        """
        if real is None:
            states, last = self.gru(embedded)
        else:
            lengths = real.sum(-1).cpu()
            packed = pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
            packed_states, last = self.gru(packed)
            states, _ = pad_packed_sequence(packed_states, batch_first=True, total_length=embedded.shape[1])
        record_residual("encoder", 0, "state", states)
        return states, last


State = TypeVar("State")


class RecurrentTranslator(nn.Module, Generic[State]):
    """Reads a source into a state and writes a target from it; what a state is, the subclasses say."""

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.d_model)
        self.dropout = nn.Dropout(config.dropout)

    def begin(self, source: Tensor, real: Tensor | None = None) -> State:
        """The state before the first target token."""
        raise NotImplementedError

    def decode(self, target: Tensor, state: State) -> tuple[Tensor, State]:
        """Target ids [batch, m] → [batch, m, d_model] to read logits off, and the state after them."""
        raise NotImplementedError

    def forward(self, source: Tensor, target: Tensor, real: Tensor | None = None) -> Tensor:
        """Source ids [batch, n], target ids [batch, m] → logits [batch, m, vocab_size] for what follows each.

        `real`: bool [batch, n], False where the source is padding.
        """
        return self.logits(self.hidden(source, target, real))

    def hidden(self, source: Tensor, target: Tensor, real: Tensor | None = None) -> Tensor:
        """As `forward`, before the embedding reads the logits off: [batch, m, d_model]."""
        hidden, _ = self.decode(target, self.begin(source, real))
        return hidden

    def logits(self, hidden: Tensor) -> Tensor:
        """[..., d_model] → [..., vocab_size]."""
        return hidden @ self.embedding.weight.T

    def advance(self, state: State, tokens: Tensor) -> tuple[Tensor, State]:
        """Read one target token a row [batch]: logits of the next one [batch, vocab_size], and the new state."""
        hidden, state = self.decode(tokens[:, None], state)
        return self.logits(hidden[:, 0]), state


def check_length(tokens: Tensor, context: int) -> None:
    """Raise ValueError if there are more tokens [batch, n] than the context holds."""
    if tokens.shape[1] > context:
        raise ValueError(f"expected at most {context} tokens, got {tokens.shape[1]}")


def initialise(module: nn.Module) -> None:
    """Xavier for what meets the input, orthogonal for what meets the state, no biases."""
    if isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=module.embedding_dim**-0.5)
    if isinstance(module, (nn.Linear, nn.GRU, nn.GRUCell)):
        for name, parameter in module.named_parameters():
            if parameter.ndim == 1:
                nn.init.zeros_(parameter)
            elif "_hh" in name:
                nn.init.orthogonal_(parameter)
            else:
                nn.init.xavier_uniform_(parameter)
