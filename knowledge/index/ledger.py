"""The manifest of an index on a Chroma server: a collection with one entry a file.

The collection's metadata names the generation, which every entry carries in its id; so the change of the metadata makes
a new manifest current at once, and readers notice by asking for it.
"""

import dataclasses
import json

import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.api.types import Where
from chromadb.errors import NotFoundError
from pydantic import TypeAdapter

from knowledge.index.manifest import FileEntry, Manifest

_NAME = "manifest"
_BATCH = 1000


def generation(client: ClientAPI) -> str | None:
    """Return the generation that serves, or None when nothing has been ingested."""
    collection = _collection(client)
    return str((collection.metadata or {}).get("generation", "")) or None if collection else None


def read(client: ClientAPI) -> Manifest:
    """Return the manifest that serves, an empty one when nothing has been ingested."""
    collection = _collection(client)
    current = generation(client)
    if collection is None or current is None:
        return Manifest()
    texts: list[str] = []
    while True:
        got = collection.get(where={"generation": current}, limit=_BATCH, offset=len(texts), include=["documents"])
        texts += got["documents"] or []
        if len(got["ids"]) < _BATCH:
            break
    about = collection.metadata or {}
    entry = TypeAdapter(FileEntry)
    return Manifest(
        fingerprint=str(about["fingerprint"]),
        splitter=str(about["splitter"]),
        gazetteer=str(about["gazetteer"]),
        files=tuple(sorted((entry.validate_json(text) for text in texts), key=lambda file: file.path)),
        generation=current,
    )


def write(client: ClientAPI, manifest: Manifest) -> None:
    """Make a manifest the one that serves."""
    collection = client.get_or_create_collection(_NAME, metadata={"generation": ""}, embedding_function=None)
    for start in range(0, len(manifest.files), _BATCH):
        batch = manifest.files[start : start + _BATCH]
        collection.upsert(
            ids=[f"{manifest.generation}/{file.path}" for file in batch],
            embeddings=np.ones((len(batch), 1), dtype=np.float32),  # nobody searches these
            documents=[json.dumps(dataclasses.asdict(file), ensure_ascii=False) for file in batch],
            metadatas=[{"generation": manifest.generation}] * len(batch),
        )
    collection.modify(
        metadata={
            "generation": manifest.generation,
            "fingerprint": manifest.fingerprint,
            "splitter": manifest.splitter,
            "gazetteer": manifest.gazetteer,
        }
    )
    others: Where = {"generation": {"$ne": manifest.generation}}  # type: ignore[dict-item] # Chroma types it too narrowly
    collection.delete(where=others)


def _collection(client: ClientAPI) -> Collection | None:
    try:
        return client.get_collection(_NAME, embedding_function=None)
    except NotFoundError:
        return None
