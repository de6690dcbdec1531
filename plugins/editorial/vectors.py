"""Word vectors: what a word means, as 256 numbers, from a package that carries its weights.

Source: wordllama (MIT), the token embeddings of a language model trained to be averaged; a word is the
mean of its tokens. Its own loader takes 0.6 s to import; its two files are read here with the
libraries that it reads them with. Nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

DIMENSIONS: Final = 256
NAME: Final = "wordllama l2_supercat_256"
# Letters of a word that are read: what is longer is no word, and would take its tokenizer minutes.
_LONGEST: Final = 64


class WordVectors:
    """Looks words up. The files are opened with the first word."""

    def of(self, words: Sequence[str]) -> Array:
        """The vectors of plain words, shape (words, 256); zeros for a word without tokens.

        Raises OSError: the package or its files are not there.
        """
        if not words:
            return np.zeros((0, DIMENSIONS))
        ids = [found.ids for found in self._tokenizer.encode_batch([word[:_LONGEST] for word in words], add_special_tokens=False)]
        lengths = np.array([len(one) for one in ids])
        rows = self._weights[np.fromiter((place for one in ids for place in one), dtype=np.int64, count=int(lengths.sum()))]
        owner = np.repeat(np.arange(len(words)), lengths)
        sums = np.zeros((len(words), DIMENSIONS))
        np.add.at(sums, owner, rows.astype(np.float64))
        return np.asarray(sums / np.maximum(lengths, 1)[:, None])

    @cached_property
    def _folder(self) -> Path:
        found = find_spec("wordllama")
        if not found or not found.submodule_search_locations:
            raise OSError("the package wordllama is not installed")
        return Path(found.submodule_search_locations[0])

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))

    @cached_property
    def _weights(self) -> npt.NDArray[np.float16]:
        """All token vectors, shape (32000, 256)."""
        from safetensors.numpy import load_file

        weights: npt.NDArray[np.float16] = load_file(str(self._folder / "weights" / "l2_supercat_256.safetensors"))["embedding.weight"]
        return weights
