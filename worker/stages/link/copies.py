"""Copies: the same wire story in many papers, often with its tail cut. A family of copies has one vote.

MinHash bands find the candidates; containment on the shingles themselves decides.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from rensa import RMinHash

from worker.stages.link.features import hashed

READ_CHARACTERS = 1500  # local papers cut the tail of wire copy
SHINGLE_WORDS = 5
PERMUTATIONS = 128
BANDS, ROWS = 32, 4  # finds pairs down to a Jaccard similarity of about 0.4: containment is asked of what they find
CONTAINMENT = 0.6
MIN_SHINGLES = 12  # fewer say nothing: "At least 12 people were killed in the city" is anybody's sentence
_SEED = 7
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What copies of a text are found and recognised by."""

    text_hash: str
    shingles: frozenset[int]
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KnownText:
    """The signature of an article that came before."""

    article_id: int
    family: int
    text_hash: str
    shingles: frozenset[int]


def sign(title: str, text: str) -> Signature:
    """The signature of one text; without enough words, of title and text together, it has no bands and copies nothing."""
    words = _WORD.findall(text.lower())
    whole = " ".join(words) if len(words) >= SHINGLE_WORDS + MIN_SHINGLES else " ".join(_WORD.findall(title.lower()) + words)
    shingles = _shingles(_WORD.findall(text[:READ_CHARACTERS].lower()))
    text_hash = blake2b(whole.encode(), digest_size=16).hexdigest() if whole else ""
    return Signature(text_hash, shingles, _bands(shingles) if len(shingles) >= MIN_SHINGLES else ())


def _shingles(words: list[str]) -> frozenset[int]:
    joined = (" ".join(words[start : start + SHINGLE_WORDS]) for start in range(len(words) - SHINGLE_WORDS + 1))
    return frozenset(int.from_bytes(blake2b(shingle.encode(), digest_size=4).digest(), "big") for shingle in joined)


def _bands(shingles: frozenset[int]) -> tuple[int, ...]:
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update([str(shingle) for shingle in sorted(shingles)])
    digest = minhash.digest()
    return tuple(hashed("band", band, *digest[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


def containment(ours: frozenset[int], theirs: frozenset[int]) -> float:
    """Shared shingles as a part of the shorter text's."""
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter >= MIN_SHINGLES else 0.0


def find_originals(signature: Signature, known: Iterable[KnownText]) -> list[KnownText]:
    """The texts that this one may copy: those with the same words first, then by what they share, the older of two alike."""
    shares = [(_shared(signature, text), text) for text in known]
    copied = [(shared, text) for shared, text in shares if shared >= CONTAINMENT]
    return [text for _, text in sorted(copied, key=lambda pair: (-pair[0], pair[1].article_id))]


def _shared(signature: Signature, text: KnownText) -> float:
    same = bool(signature.text_hash) and text.text_hash == signature.text_hash
    return 1.0 if same else containment(signature.shingles, text.shingles)


def pack(shingles: frozenset[int]) -> bytes:
    return array("I", sorted(shingles)).tobytes()


def unpack(packed: bytes) -> frozenset[int]:
    numbers = array("I")
    numbers.frombytes(packed)
    return frozenset(numbers)
