"""Teach the upper layers of the embedding model something by low-rank changes of their matrices (Hu et al. 2021)."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from knowledge.embedding.adapter import Adapter
from knowledge.embedding.weights import open_weights, weights_path

_RANK, _FROZEN = 16, 6
DROPPED = 0.1
_AT_ONCE = 64
_HAS_HALF_PRECISION = torch.cpu.get_capabilities().get("avx512_bf16", False)


def in_half_precision() -> torch.autocast:
    """Return the context to compute in: in half precision where the processor has it, else it takes longer."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=_HAS_HALF_PRECISION)


class _Linear(nn.Module):
    def __init__(self, weight: np.ndarray, bias: np.ndarray, *, learns: bool) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.from_numpy(weight), requires_grad=False)
        self.bias = nn.Parameter(torch.from_numpy(bias), requires_grad=False)
        self.down = nn.Parameter(torch.randn(_RANK, weight.shape[1]) / math.sqrt(weight.shape[1])) if learns else None
        self.up = nn.Parameter(torch.zeros(weight.shape[0], _RANK)) if learns else None

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        result = functional.linear(hidden, self.weight, self.bias)
        if self.down is None or self.up is None:
            return result
        return result + functional.linear(functional.linear(hidden, self.down), self.up)


class TaughtEncoder(nn.Module):
    """The embedding model, its upper layers with changes to be learnt.

    What its lower layers make of a text is computed once: `prepare` it before it is read.
    """

    def __init__(self, changed: Adapter | None = None) -> None:
        """Open the model's weights, with the changes that were learnt before, if any."""
        super().__init__()
        self._weights = open_weights(weights_path())
        self.shape = self._weights.shape
        width = self.shape.hidden
        self._words, self._places, self._types = (
            torch.from_numpy(self._weights.tensor(f"emb.{name}").reshape(-1, width).copy())
            for name in ("word", "pos", "type")
        )
        self._linears = nn.ModuleDict()
        self._below: dict[tuple[int, ...], torch.Tensor] = {}
        for layer in range(self.shape.layers):
            for part in ("q", "k", "v", "ao", "fi", "fo"):
                name = f"l{layer}.{part}"
                out = self.shape.feed_forward if part == "fi" else width
                weight = self._weights.tensor(f"{name}.w").reshape(out, -1).copy()
                bias = self._weights.tensor(f"{name}.b").copy()
                linear = self._linears[name.replace(".", "_")] = _Linear(weight, bias, learns=layer >= _FROZEN)
                if changed is not None and linear.down is not None and linear.up is not None:
                    linear.down.data = torch.from_numpy(changed.down[f"{name}.w"])
                    linear.up.data = torch.from_numpy(changed.up[f"{name}.w"])

    @property
    def changes(self) -> list[nn.Parameter]:
        """Return what is learnt."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def prepare(self, texts: Iterable[Sequence[int]]) -> None:
        """Compute what the layers that do not learn make of texts, by their ids."""
        learns = self.training
        self.eval()
        new = sorted({tuple(ids) for ids in texts} - self._below.keys(), key=len)
        for start in range(0, len(new), _AT_ONCE):
            batch = new[start : start + _AT_ONCE]
            ids = torch.zeros(len(batch), len(batch[-1]), dtype=torch.long)
            seen = torch.zeros(ids.shape, dtype=torch.bool)
            for row, own in enumerate(batch):
                ids[row, : len(own)] = torch.tensor(own)
                seen[row, : len(own)] = True
            with torch.no_grad(), in_half_precision():
                embedded = self._normal(self._words[ids] + self._types[0] + self._places[: ids.shape[1]], "emb.ln")
                below = self._layers(embedded, seen, range(_FROZEN)).bfloat16()
            self._below |= {own: below[row, : len(own)].clone() for row, own in enumerate(batch)}
        self.train(learns)

    def forward(self, texts: Sequence[Sequence[int]], token_dropped: float = 0.0) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the vectors of the tokens of texts, (texts, longest, width), and which of them are seen.

        While it learns, tokens but the first are unseen with a chance of ``token_dropped``.
        """
        longest = max(map(len, texts))
        hidden = torch.zeros(len(texts), longest, self.shape.hidden)
        seen = torch.zeros(len(texts), longest, dtype=torch.bool)
        for row, ids in enumerate(texts):
            hidden[row, : len(ids)] = self._below[tuple(ids)].float()
            seen[row, : len(ids)] = True
        if self.training:
            seen[:, 1:] &= torch.rand(len(texts), longest - 1) >= token_dropped
        return self._layers(hidden, seen, range(_FROZEN, self.shape.layers)).float(), seen

    def write(self, path: Path, **more: np.ndarray) -> None:
        """Write the changes, in half precision, and what else belongs to them."""
        parts = {}
        for name, linear in self._linears.items():
            if isinstance(linear, _Linear) and linear.down is not None and linear.up is not None:
                key = f"{name.replace('_', '.')}.w"
                parts[f"down.{key}"] = linear.down.detach().numpy().astype(np.float16)
                parts[f"up.{key}"] = linear.up.detach().numpy().astype(np.float16)
        np.savez_compressed(path, **parts, **more)  # type: ignore[arg-type] # names of ours are no options of it

    def _normal(self, hidden: torch.Tensor, name: str) -> torch.Tensor:
        gain, bias = (torch.from_numpy(self._weights.tensor(f"{name}.{part}").copy()) for part in "wb")
        return functional.layer_norm(hidden, (self.shape.hidden,), gain, bias, self.shape.epsilon)

    def _layers(self, hidden: torch.Tensor, seen: torch.Tensor, which: Iterable[int]) -> torch.Tensor:
        count, tokens, width = hidden.shape
        heads = self.shape.heads
        for layer in which:
            query, key, value = (
                self._linears[f"l{layer}_{part}"](hidden).view(count, tokens, heads, width // heads).transpose(1, 2)
                for part in "qkv"
            )
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen[:, None, None, :])
            attended = self._linears[f"l{layer}_ao"](mixed.transpose(1, 2).reshape(count, tokens, width))
            hidden = self._normal(hidden + functional.dropout(attended, DROPPED, self.training), f"l{layer}.aln")
            inner = functional.gelu(self._linears[f"l{layer}_fi"](hidden))
            outer = self._linears[f"l{layer}_fo"](inner)
            hidden = self._normal(hidden + functional.dropout(outer, DROPPED, self.training), f"l{layer}.oln")
        return hidden
