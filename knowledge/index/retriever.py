"""The index as a LangChain retriever, and the model as LangChain's embeddings, for use in anyone's chain."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.embedding.embedder import Embedder
from knowledge.index.search import KnowledgeIndex
from knowledge.text.language import detect_language


class KnowledgeRetriever(BaseRetriever):
    """Return the k best passages for a question as LangChain documents.

    A document's metadata has ``source`` (the file, or ``table.csv#row-id``), ``title``, ``locator``, ``language`` and
    ``score``; its id is the passage's.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: KnowledgeIndex
    k: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it
    ) -> list[Document]:
        return [
            Document(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata={
                    "source": hit.passage.source.path,
                    "title": hit.passage.source.title,
                    "locator": hit.passage.locator,
                    "language": hit.passage.language.value,
                    "score": hit.score,
                },
            )
            for hit in self.index.search(query, k=self.k)
        ]


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
