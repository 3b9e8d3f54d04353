"""``python -m knowledge.understanding.training``: make the weights of `phrasings` from the labelled phrasings.

It prints how many phrasings a classifier gets right that was trained without them, five times a fifth of them.
"""

from __future__ import annotations

import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from knowledge.embedding.loading import load_embedder
from knowledge.settings import Settings
from knowledge.understanding.phrasings import WEIGHTS, comparable, digest, phrasings, with_plain_words

_FOLDS = 5
_SURE = (0.5, 0.6, 0.7, 0.8, 0.9)


def train() -> None:
    """Train, say how good it is on phrasings left out, and write the weights."""
    embedder = load_embedder(Settings())
    rows = phrasings()
    vectors = embedder.encode_queries(
        [comparable(with_plain_words(text, language)) for _, text, language in rows], [row[2] for row in rows]
    )
    wanted = np.array([meaning for meaning, _, _ in rows])
    # The inverse of the penalty was chosen on phrasings left out; 10 to 100 are alike.
    model = LogisticRegression(C=30, max_iter=300, tol=1e-3)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    likely = cross_val_predict(model, vectors, wanted, cv=folds, method="predict_proba")
    named = np.unique(wanted)
    right, sure = named[likely.argmax(axis=1)] == wanted, likely.max(axis=1)
    sys.stdout.write(f"{len(rows)} phrasings, {len(named)} meanings; left out: right {right.mean():.3f}" + "\n")
    for least in _SURE:
        sys.stdout.write(
            f"  surer than {least}: right {right[sure > least].mean():.3f} of {(sure > least).mean():.2f}" + "\n"
        )
    model.fit(vectors, wanted)
    np.savez_compressed(
        WEIGHTS,
        model=np.array(embedder.fingerprint),
        phrasings=np.array(digest()),
        meanings=np.array(model.classes_, dtype=np.str_),
        matrix=model.coef_.astype(np.float16),
        bias=model.intercept_.astype(np.float16),
    )
    sys.stdout.write(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes" + "\n")


if __name__ == "__main__":
    train()
