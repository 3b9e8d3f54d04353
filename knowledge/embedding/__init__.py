"""Vectors of queries and passages: the model, its preparation, and language centring."""

from knowledge.embedding.embedder import Embedder
from knowledge.embedding.loading import load_embedder, load_meaning_reader
from knowledge.embedding.prepare import prepare_model
