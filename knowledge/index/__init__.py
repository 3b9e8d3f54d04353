"""The index: passages in Chroma and a keyword index, written in generations, searched in two languages."""

from knowledge.index.fusion import Hit, Rankings
from knowledge.index.manifest import FileEntry, Manifest, Problem
from knowledge.index.search import KnowledgeIndex, current_generation, open_index
from knowledge.index.sentences import Sentence
from knowledge.index.stored import embedded_text
from knowledge.index.writer import IndexWriter, open_writer, read_manifest
