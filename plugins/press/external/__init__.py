"""External addresses: asked, on request and never in a build, whether they still lead somewhere.

What is asked: every http and https address of a source, once, however often it stands. ``HEAD`` first; ``GET`` where the
answer to ``HEAD`` proves nothing, of whose body the first kilobytes are read and forgotten. A host is asked by one at a time,
with a pause after each question.

What is not: ``robots.txt``. It speaks to those who follow links from page to page (RFC 9309 §1); this asks for the addresses
that an author has written, and follows none that it finds. Addresses of this machine and of private networks, because what
stands in a text must not reach what only its author's machine can reach; each is judged by what its host's name resolves to,
and it is that which is connected to. Proxies are not used, for they would resolve names themselves.
"""

from press.external.answers import FINE, Answer, problems
from press.external.asking import ask
from press.external.cache import keep, known
from press.external.manners import Manners
from press.external.normal_form import as_asked
from press.external.places import Place, addresses
from press.external.questions import AGENT
from press.external.sources import read_sources

__all__ = (
    "AGENT",
    "FINE",
    "Answer",
    "Manners",
    "Place",
    "addresses",
    "as_asked",
    "ask",
    "keep",
    "known",
    "problems",
    "read_sources",
)
