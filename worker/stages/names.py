"""Names of places, compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """The name's letters and digits in lower case, without accents: "vinadelmar" for Viña del Mar."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())
