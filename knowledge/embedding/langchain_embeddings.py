"""Offer the embedder to LangChain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from knowledge.text.language import detect_language

if TYPE_CHECKING:
    from knowledge.embedding.embedder import Embedder


class CentredEmbeddings(Embeddings):
    """LangChain's `Embeddings` over an embedder; the language of each text is detected."""

    def __init__(self, embedder: Embedder) -> None:
        """Take the embedder that does the work."""
        self.embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector for each passage."""
        languages = [detect_language(text) for text in texts]
        vectors: list[list[float]] = self.embedder.encode_passages(texts, languages).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a query."""
        vector: list[float] = self.embedder.encode_queries([text], [detect_language(text)])[0].tolist()
        return vector
