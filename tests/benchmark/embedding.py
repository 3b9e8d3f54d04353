"""Compare the embedder with a bare onnxruntime call on the same int8 model: `python tests/benchmark/embedding.py`.

Bare means: the same session and the same tokens, mean pooling in numpy, nothing else. The two take
turns, so that whatever else the machine does strikes both. Needs no data; takes some two minutes on an idle machine.
"""

import resource
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from collections.abc import Callable, Sequence

from numpy.typing import NDArray

from knowledge.embedding import Embedder, load_embedder, prepare_model
from knowledge.embedding.prepare import prepared_folder
from knowledge.embedding.prepared_model import MODEL_FILE, PreparedModel
from knowledge.evidence import Language
from knowledge.settings import Settings, load_settings

ROUNDS = 3
QUERIES = 40
PASSAGES = 120

_QUERY = "广州和{}结为友好城市是哪一年？第{}次提问"
_PASSAGE = (
    "{}年，代表团访问{}，双方就教育、港口、文化和青年交流签署备忘录，约定每年互派学生，并在两市轮流举办论坛。"
    "The delegation returned in year {} to review the programme, meet the mayor and open an exhibition. "
)
_PLACES = ("福冈", "里昂", "洛杉矶", "法兰克福", "Auckland", "Gwangju", "Bristol", "Durban")


class BareModel:
    """The int8 model run directly on onnxruntime."""

    def __init__(self, embedder: Embedder, session: Any) -> None:  # noqa: ANN401 - onnxruntime ships no types
        """Share the tokenizer of the embedder; `session` runs the model."""
        encoder = embedder.encoder
        assert isinstance(encoder, PreparedModel)
        self._tokenizer = encoder.tokenizer
        self._session = session

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, one text after the other."""
        means = []
        for text in texts:
            ids = np.array([self._tokenizer.encode(text)], dtype=np.int64)
            means.append(self._session.run(None, {"input_ids": ids})[0][0].mean(axis=0))
        vectors = np.stack(means)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def main() -> None:
    """Measure and print the table."""
    console = Console(width=110)
    settings = load_settings()
    prepare_model(settings, console=console)
    started = time.perf_counter()
    embedder = load_embedder(settings)
    embedder.encode_queries(["?"], [Language.EN])
    cold = time.perf_counter() - started
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    encoder = embedder.encoder
    assert isinstance(encoder, PreparedModel)
    same = BareModel(embedder, encoder.session)
    default_options = BareModel(
        embedder,
        onnxruntime.InferenceSession(str(prepared_folder(settings) / MODEL_FILE), providers=["CPUExecutionProvider"]),
    )

    table = Table("figure", "bare", "embedder", "ratio", "goal")
    bare, own, spinning = _query_times(embedder, same, default_options)
    table.add_row("query p50, ms", f"{bare:.2f}", f"{own:.2f}", f"{own / bare:.2f}", "≤ 1.25")
    table.add_row("  bare with default session options", f"{spinning:.2f}", "", f"{own / spinning:.2f}", "")
    bare_rate, own_rate = _rates(embedder, same)
    table.add_row("passages/s", f"{bare_rate:.1f}", f"{own_rate:.1f}", f"{own_rate / bare_rate:.2f}", "≥ 0.90")
    table.add_row("model opened and one query, libraries imported, s", "", f"{cold:.1f}", "", "")
    table.add_row("resident, MB", "", f"{resident:.0f}", "", "")
    table.add_row("preparing the model, s", "", f"{_prepare_seconds(console):.0f}", "", "")
    console.print(table)


def _query_times(embedder: Embedder, bare: BareModel, default_options: BareModel) -> tuple[float, float, float]:
    """Return the median milliseconds of one query: bare, embedder, bare with default session options."""
    times: list[list[float]] = [[], [], []]
    for round_ in range(ROUNDS):
        queries = [_QUERY.format(_PLACES[n % len(_PLACES)], round_ * QUERIES + n) for n in range(QUERIES)]
        for query in queries:
            times[0].append(_milliseconds(partial(bare.encode, [f"query: {query}"])))
            times[1].append(_milliseconds(partial(embedder.encode_queries, [query], [Language.ZH])))
        for query in queries:
            times[2].append(_milliseconds(partial(default_options.encode, [f"query: {query}"])))
        time.sleep(0.2)  # the default options let threads spin a while
    bare_p50, own_p50, default_p50 = (statistics.median(kind) for kind in times)
    return bare_p50, own_p50, default_p50


def _rates(embedder: Embedder, bare: BareModel) -> tuple[float, float]:
    """Return passages a second: bare, and the embedder."""
    passages = [_PASSAGE.format(1979 + n % 40, _PLACES[n % len(_PLACES)], n) * (1 + n % 3) for n in range(PASSAGES)]
    prefixed = [f"passage: {text}" for text in passages]
    languages = [Language.ZH] * len(passages)
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        seconds[0].append(_milliseconds(lambda: bare.encode(prefixed)) / 1000)
        seconds[1].append(_milliseconds(lambda: embedder.encode_passages(passages, languages)) / 1000)
    bare_rate, own_rate = (PASSAGES / statistics.median(times) for times in seconds)
    return bare_rate, own_rate


def _prepare_seconds(console: Console) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _milliseconds(lambda: prepare_model(Settings(model_dir=Path(folder)), console=console)) / 1000


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
