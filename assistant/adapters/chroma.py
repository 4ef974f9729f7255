"""Embedded Chroma behind LangChain's vector store; the HTTP server is never used."""

from collections.abc import Sequence
from pathlib import Path

from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma

from assistant.errors import StaleIndexError
from assistant.retrieval.vectors import Vector, Vectors

_BATCH = 2000
_HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 300,
    "max_neighbors": 32,
}


class ChromaStore:
    """Vectors under ids in one collection on disk."""

    def __init__(self, path: Path, *, collection: str) -> None:
        self._path = path
        self._store = Chroma(
            collection_name=collection,
            persist_directory=str(path),
            client_settings=ChromaSettings(
                anonymized_telemetry=False, is_persistent=True, persist_directory=str(path)
            ),
            collection_configuration={"hnsw": _HNSW},
        )

    def write(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add or replace; an id that exists is overwritten."""
        for start in range(0, len(ids), _BATCH):
            part = list(ids[start : start + _BATCH])
            # LangChain's own `add_texts` would embed again what the index has embedded already.
            self._store._collection.upsert(  # noqa: SLF001
                ids=part, embeddings=vectors[start : start + _BATCH], documents=part
            )

    def nearest(self, vector: Vector, *, limit: int) -> list[tuple[str, float]]:
        """Ids with their cosine similarity, best first.

        Raises:
            StaleIndexError: when the collection holds vectors of another model.
        """
        if not limit:
            return []
        try:
            # LangChain's own search would make a document of each id, which takes longer than the search.
            found = self._store._collection.query(  # noqa: SLF001
                query_embeddings=[vector.tolist()], n_results=limit, include=["distances"]
            )
        except ChromaError as error:  # another embedder, so another dimension
            raise StaleIndexError(self._path) from error
        distances = found["distances"] or [[]]
        return [(name, 1.0 - far) for name, far in zip(found["ids"][0], distances[0], strict=True)]
