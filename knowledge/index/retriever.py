"""The index as a LangChain retriever, for use in anyone's chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.index.search import KnowledgeIndex  # noqa: TC001 - pydantic reads the annotation when it runs

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun


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
