"""Compare this checkout with another one: `python -m tests.benchmark.compare PATH [--size 5000]`.

Both run the same probes one after the other on this machine, each in a process of its own, and are compared by their
processor time; with this one's environment. Answers are asked of the bundled corpus with the real
model, growth is measured on made-up papers whose vectors are random.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
SIZE = 5_000
STARTS = {
    "start to answer, records": "广州和林雪平是什么时候结为友好城市的?",
    "start to answer, papers": "What is the Guangzhou Award?",
}
TODAY = "2026-11-29"


def main() -> None:
    """Run the probes in both checkouts and print the table; with --probe, one of them here, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path, metavar="PATH", help="the checkout to compare with")
    parser.add_argument("--size", type=int, default=SIZE, help=f"passages of the made-up papers (default: {SIZE})")
    parser.add_argument("--probe", choices=list(_PROBES), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.probe:
        sys.stdout.write(json.dumps(_PROBES[options.probe](options.other)))
        return
    sys.path.insert(0, str(ROOT))
    from rich.console import Console  # noqa: PLC0415 - a probe is told of no more than it measures
    from rich.table import Table  # noqa: PLC0415

    from tests.benchmark.texts import write_corpus  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="compare-") as name:
        columns: list[dict[str, float]] = []
        for checkout in (options.other.resolve(), ROOT):
            folder = Path(name) / str(len(columns))
            folder.mkdir()
            write_corpus(folder / "corpus", options.size)
            columns.append(_measured(checkout, folder))
    table = Table(f"{options.size:,} passages", "other", "this", "ratio")
    for key, other in columns[0].items():
        own = columns[1].get(key, float("nan"))
        table.add_row(key, f"{other:,.2f}", f"{own:,.2f}", f"{own / other:.2f}" if other else "")
    Console().print(table)


def _measured(checkout: Path, folder: Path) -> dict[str, float]:
    """Return every figure of a checkout."""
    environment = os.environ | {"PYTHONPATH": str(checkout), "DATA_DIR": str(folder / "data"), "CORPUS_DIRS": ""}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}

    def run(*arguments: str) -> tuple[str, float]:
        before = os.times()
        done = subprocess.run(
            [sys.executable, *arguments], cwd=checkout, env=environment, stdout=subprocess.PIPE, check=True, text=True
        )
        after = os.times()
        seconds = after.children_user + after.children_system - before.children_user - before.children_system
        return done.stdout, seconds

    found: dict[str, float] = {"ingest of the bundled corpus, s": run("-m", "ingest")[1]}
    for name, question in STARTS.items():
        run("-m", "bot", "ask", question)
        found[f"{name}, s"] = min(run("-m", "bot", "ask", question)[1] for _ in range(2))
    for probe, target in (("answers", folder / "data"), ("growth", folder)):
        found |= json.loads(run("-P", str(Path(__file__)), str(target), "--probe", probe)[0])
    return found


def _answers(data: Path) -> dict[str, float]:
    """Ask every question of the evaluation once, in one process."""
    import datetime as dt  # noqa: PLC0415 - what is imported here is the checkout's that is measured

    from bot.container import open_desk  # noqa: PLC0415
    from knowledge.evidence import Audience, Mode  # noqa: PLC0415
    from knowledge.settings import Settings  # noqa: PLC0415

    times: dict[str, list[float]] = {"records": [], "papers": []}
    lines = [
        json.loads(line)
        for path in sorted((ROOT / "tests/evaluation").glob("questions*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    with open_desk(Settings(data_dir=data), Audience.PUBLIC) as desk:
        desk.index.search("热身 warm up")
        for line in lines:
            begun = time.process_time()
            answer = desk.assistant.answer(line["question"], today=dt.date.fromisoformat(line.get("today", TODAY)))
            spent = 1000 * (time.process_time() - begun)
            if answer.mode in (Mode.RECORDS, Mode.EXTRACTIVE):
                times["records" if answer.mode is Mode.RECORDS else "papers"].append(spent)
    found = {
        f"answer from {kind} p{part}, ms": float(np.percentile(own, part))
        for kind, own in times.items()
        for part in (50, 95)
    }
    return found | {"resident after that, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _growth(folder: Path) -> dict[str, float]:
    """Ingest made-up papers, open both desks, change one paper, ingest and open again."""
    from bot.assistant_pool import Desk  # noqa: PLC0415 - as above
    from ingest.run import ingest  # noqa: PLC0415
    from knowledge.assistant import Assistant  # noqa: PLC0415
    from knowledge.evidence import Audience  # noqa: PLC0415
    from knowledge.index import open_index  # noqa: PLC0415
    from knowledge.settings import BUNDLED_CORPUS, Settings  # noqa: PLC0415
    from tests.ingesting import Silent  # noqa: PLC0415

    settings, embedder = Settings(data_dir=folder / "growth"), _random_embedder()
    paths = [BUNDLED_CORPUS / "records", folder / "corpus"]
    open_: list[Desk] = []

    def bring() -> None:
        ingest(settings, paths, embedder, Silent())

    def serve() -> None:
        for audience in Audience:
            index = open_index(settings, embedder, audience)
            desk = Desk(Assistant(index=index, embedder=embedder, settings=settings), index)
            desk.directory.prepare()
            index.search("sister city 友城", k=1)
            open_.append(desk)

    found = {"ingest without embedding, s": _spent(bring), "nothing changed, s": _spent(bring)}
    found["both desks opened, s"] = _spent(serve)
    paper = sorted((folder / "corpus").iterdir())[3]
    paper.write_text(paper.read_text(encoding="utf-8").replace("0", "8") + "\n\n新的一段。", encoding="utf-8")
    found["one paper changed, s"] = _spent(bring)
    found["opened again while serving, s"] = _spent(serve)
    chance = random.Random(1)  # noqa: S311 - a benchmark's questions
    words = "福冈 里昂 港口 备忘录 学员 Lyon harbours trainees budget forum".split()
    asked = [" ".join(chance.sample(words, 3)) for _ in range(60)]
    times = [1000 * _spent(lambda question=question: open_[-1].index.search(question)) for question in asked]  # type: ignore[misc] # a default binds the loop's value
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found | {"search p50, ms": float(np.percentile(times, 50)), "resident after growth, MB": resident}


def _random_embedder() -> Any:  # noqa: ANN401 - a class of the checkout that is measured
    from knowledge.embedding import Embedder, load_embedder  # noqa: PLC0415 - as above
    from knowledge.settings import load_settings  # noqa: PLC0415

    real = load_embedder(load_settings())

    class RandomVectors(Embedder):
        """The real embedder for questions, random directions for passages and sentences."""

        def __init__(self) -> None:
            self.fingerprint, self.dimension = "random", real.dimension
            self.encode_queries = real.encode_queries  # type: ignore[method-assign] # questions are the model's

        def encode_passages(self, texts: Sequence[str], *_: object, **__: object) -> NDArray[np.float32]:
            return _random(len(texts), self.dimension)

        def encode_words(self, texts: Sequence[str], *, query: bool) -> list[NDArray[np.float32]]:
            assert not query
            return [_random(1 + len(text) // 3, self.dimension) for text in texts]

    return RandomVectors()


def _random(count: int, dimension: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(count).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _spent(action: Callable[[], object]) -> float:
    """Return the processor time that an action takes, in seconds."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


_PROBES: dict[str, Callable[[Path], dict[str, float]]] = {"answers": _answers, "growth": _growth}


if __name__ == "__main__":
    main()
