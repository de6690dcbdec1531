"""State: what one build has found of where the links of a site lead, for the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Final

from press.pages.faults import Mention
from press.pages.known import Known

Faulty = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True, slots=True)
class State:
    """The files of a site with a token of what counts of each; what they lead to; and what in them leads nowhere good.

    ``leads`` are the digests of the shards that ``press.pages.leads`` counts in.
    """

    tokens: Mapping[str, str]
    leads: Sequence[str]
    faulty: Faulty

    def keep(self, known: Known, key: str) -> None:
        """Keep it for the next build of the same site."""
        # One string: of ten thousand files it is read and written ten times as fast as a mapping.
        tokens = "\0".join(part for item in self.tokens.items() for part in item)
        faulty = {name: [astuple(one) for one in mentions] for name, mentions in self.faulty.items()}
        known.store.keep(_KIND, {key: [tokens, list(self.leads), faulty]})

    @classmethod
    def recalled(cls, known: Known, key: str) -> State | None:
        """What the last build of the site has found, or None where nothing is known of it."""
        found = known.store.recall(_KIND, [key])
        if key not in found:
            return None
        tokens, leads, faulty = found[key]
        parts = iter(tokens.split("\0"))
        return cls(
            dict(zip(parts, parts, strict=False)),
            leads,
            {name: tuple(Mention(*one) for one in mentions) for name, mentions in faulty.items()},
        )


_KIND: Final = "links-of-a-site"
