"""A headline rounds its text: "over 96" above "at least 96" is the same figure, and the text's words are the closer ones."""

from __future__ import annotations

from collections.abc import Sequence

from worker.model import Count, Qualifier
from worker.stages.extract.mentions import Mention

_OVER = frozenset(
    "over above than exceeds exceed exceeding past beyond".split()
)  # "at least 10" is ten, whatever else the text counts

_RIVAL = 2  # times a figure: what another source may make of the same dead


def _closer(title: Mention, mentions: Sequence[Mention]) -> Count:
    """Many hurt, above "nine people were hurt": the text's largest figure of anybody that the headline's word covers.

    Police say 23, a hospital 27: both stand beside "dozens". Where far more are told, the headline's word is of those.
    """
    own = [
        m.count for m in mentions if m.kind is title.kind and m.counts and m.explicit and m.generic and not m.sentence.in_title
    ]
    told = [c for c in own if c.qualifier is not Qualifier.VAGUE]
    covered = max((c for c in told if title.count.low <= c.best < title.count.best), key=lambda c: c.best, default=None)
    most = max((c.best for c in told), default=0)
    return covered if covered is not None and most < _RIVAL * covered.best else title.count


def _settle_rounded(mentions: Sequence[Mention]) -> None:
    """Left 288 dead, says the headline; nearly 300, the text: the same, and the headline has counted them."""
    exact = [m for m in mentions if m.sentence.in_title and m.counts and m.explicit and m.count.qualifier is Qualifier.EXACT]
    for m in mentions if exact else ():
        near = m.counts and m.explicit and not m.sentence.in_title and m.count.qualifier is Qualifier.APPROX
        for t in exact if near else ():
            if t.kind is m.kind and m.count.low <= t.count.best < (m.count.high or 0) and t.count.best != m.count.best:
                m.count = t.count


def settle_title(mentions: Sequence[Mention]) -> None:
    """Gives a headline's "over N" the interval that the text states of N, its bare N that of the text's "about N"."""
    _settle_rounded(mentions)
    told = {(m.kind, m.count.best): m.count for m in mentions if m.counts and m.explicit and not m.sentence.in_title}
    for m in mentions:
        same = told.get((m.kind, m.count.best))
        if m.sentence.in_title and m.explicit and same is not None and same.qualifier is Qualifier.APPROX:
            m.count = same
        if m.sentence.in_title and m.count.qualifier is Qualifier.VAGUE:
            m.count = _closer(m, mentions)
        open_ended = m.count.high is None and m.count.qualifier is Qualifier.AT_LEAST
        over = open_ended and m.sentence.in_title and m.explicit and not _OVER.isdisjoint(m.sentence.low[: m.end])
        if over and (m.kind, m.count.best) not in told:
            closer = told.get((m.kind, m.count.best - 1), m.count)
            m.count = m.count if closer.qualifier is Qualifier.VAGUE else closer  # over 2,000 dead; thousands
