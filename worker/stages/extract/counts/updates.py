"""Newer and earlier figures: what a text says of a toll that has changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.model import Kind, Scope
from worker.stages.extract.grammar.lexicon import WEEKDAYS
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import PAST_PERFECT, Mention

_RISES = frozenset(
    "rises rose risen rise rising climb soar jump mount reach surpass exceed climbs climbed climbing jumped jumps soared soars increased increases grew mounts passes tops topped reaches reached surpasses surpassed exceeds exceeded bring bringing brings now up raised raises"
    " raising lifting taking".split()
)
_FALLS = frozenset("lowered lowers revised revises reduced corrected corrects cut cuts downward down lower fell falls".split())
_REVISES = frozenset("revised revises revise lowered lowers corrected corrects correct reduced correction withdrew".split())
_CUTS, _TOLLS = frozenset("cut cuts".split()), frozenset("toll tally count".split())
_SIEGES, _ENDS = frozenset("siege standoff stand-off".split()), frozenset("ends ended over ending end".split())
_UPWARD = frozenset("upward upwards rises rose".split())
_REPORT = r"(?:death |injury )?(?:reports?|tolls?|counts?|figures?|tally|tallies|estimates?|versions?|statements?|bulletins?|numbers?|totals?|tweets?|posts?)"
_FORWARD = re.compile(  # an earlier figure follows
    rf"\b(?:(?:earlier|initial|first|previous|preliminary|original) {_REPORT}\b"
    rf"|(?:toll|tally|count|figure|number|list|total|estimate|it|them|police|officials|authorities|ministry|statement|bulletin|report)(?: [\w']+){{0,7}}? had"
    r" (?:(?:earlier|previously|initially|first|originally) )?(?:been put|been given|put|stood|been|spoken|given)\b"
    r"|had (?:earlier|previously|initially|first|originally) (?:been |said|put|reported|spoken|given|announced|counted|listed)"
    r"|first (?:spoke|put|counted|gave|said)"
    r"|(?:second|third|fourth|fifth|latest|another)\b[^.]{0,80}? the (?:first|previous|last|earlier)(?: one| \w+)?(?: , [^,;]{0,30} ,)?(?= (?:left|killed|claimed|cost|saw))"
    r"|(?:initially|originally|previously|at first) (?:said|put|reported|spoke|gave|announced|counted|listed|disagreed|thought|feared)"
    r"|(?:earlier|previously) (?:on \w+ )?(?:put|reported|gave))"
)
_BACKWARD = re.compile(  # an earlier figure stands before
    r"\b(?:(?:first|initially|originally|previously|earlier) (?:reported|announced|stated|thought|believed|given|feared|released|counted|said)"
    r"|(?:announced|reported|stated|given|released|said|put out) (?:earlier|previously|initially|at first|before)\b)"
)
_DAYS = frozenset(WEEKDAYS) | {"today", "yesterday", "overnight"}
_FOUND = frozenset("found recovered retrieved pulled discovered find recover retrieve".split())
_ADDED = frozenset("more another further additional".split())
_BODIES = frozenset({"body", "bodies"})
_MORE = frozenset("more another died dies death body bodies succumbed further".split())
_PERIODS = frozenset(
    "year month war conflict season campaign week weekend months weeks years states country nationwide statewide since".split()
)
_YESTERDAY = re.compile(r"(?<!came )(?<!comes )(?<!come )\b(?:(?:a|one|two|three) days?|hours?) after\b")
_SECOND = re.compile(r", (?:a second|another|a similar|a new)\b")
_BEGINNING = 2  # sentences
_NEAR = 5  # words between "now" and whom it counts
_KNOWN = frozenset("dead believed known thought confirmed understood reported feared say says".split())
_DENIED = 4  # words to the figure that was wrong
_LONGEST = 7  # digits of one
_REACH = 12  # words between the cue and the figure


def update_of(words: set[str]) -> str | None:
    """Whether a sentence with a toll says that it changes an earlier figure."""
    if words & _CUTS and words & _TOLLS:
        return "correction"
    if words & _REVISES and words & (_FALLS | {"correction"}) and not words & _UPWARD:
        return "correction"
    return "rise" if words & _RISES or (words & _ADDED and words & _BODIES) else None


def mark_newer(found: Sequence[Mention], s: Sentence) -> None:
    """Now believed to have killed ten, a siege ends with ten dead: fewer were known before."""
    ended = not _SIEGES.isdisjoint(s.low) and not _ENDS.isdisjoint(s.low)
    for m in found:
        if ended and m.explicit and m.kind is Kind.KILLED and m.update is None:
            m.update = "rise"
        near = s.low[max(0, m.start - _NEAR) : m.end]
        if m.explicit and m.kind is Kind.KILLED and m.update is None and "now" in near:
            at = near.index("now") + 1
            m.update = "rise" if _KNOWN.intersection(near[at : at + 2]) else None


def mark_denied(found: Sequence[Mention], s: Sentence) -> None:
    """15 confirmed dead, not 36: a correction."""
    for m in found:
        behind = s.low[m.end : m.end + _DENIED]
        if m.explicit and m.kind is Kind.KILLED and m.update is None and "not" in behind:
            at = behind.index("not") + 1
            other = next((w for w in behind[at : at + 2] if w.isdigit()), "")
            m.update = "correction" if other and len(other) < _LONGEST and int(other) > m.count.best else None


def mark_earlier(found: Sequence[Mention], s: Sentence) -> None:
    """Figures that the sentence itself calls earlier ones are history: had stood at 11, the 30 first announced, from 9."""
    if not found:
        return
    text = " ".join(s.low)
    cues = [(m.start(), m.end(), True) for m in _FORWARD.finditer(text)] + [
        (m.start(), m.end(), False) for m in _BACKWARD.finditer(text)
    ]
    offsets = _offsets(s.low) if cues else []
    for m in found:
        if m.explicit and not m.reason and (_follows_from(m, s.low) or any(_covers(c, m, offsets, text) for c in cues)):
            m.scope, m.reason = Scope.BACKGROUND, EARLIER


EARLIER = "earlier figure"


def hold_in_headline(mentions: Sequence[Mention]) -> None:
    """At least 130 dead, says the headline; the toll rises after 35 more die: they are among the 130."""
    titled = max(
        (m.count.best for m in mentions if m.sentence.in_title and m.explicit and m.counts and m.kind is Kind.KILLED), default=0
    )
    for m in mentions:
        more = m.kind is Kind.KILLED and m.counts and m.explicit and not (m.sentence.in_title or m.total)
        if more and m.count.best < titled and m.sentence.index <= _BEGINNING and _is_newly_known(m):
            m.subset = True


def _is_newly_known(m: Mention) -> bool:
    """Another nine bodies were found; the toll rose as nine more died; nine more died overnight."""
    low = m.sentence.low
    rises = not _TOLLS.isdisjoint(low[: m.start]) and not _RISES.isdisjoint(low[: m.start])
    found = m.rule == "harm-noun" and not _FOUND.isdisjoint(low)
    return not _ADDED.isdisjoint(low[m.start : m.end]) and (rises or found or (m.rule == "die-subject" and "overnight" in low))


def set_apart_earlier_days(mentions: Sequence[Mention]) -> None:
    """A strike on the market killed nine on Monday; one on the hospital had killed 17 on Saturday: another strike."""
    led = [m for m in mentions if m.sentence.index <= _BEGINNING and m.counts and m.explicit and not m.pluperfect]
    known = {(m.kind, m.count.best) for m in led}
    for m in mentions:
        own = {word for word in m.sentence.low if word in WEEKDAYS}
        if not (m.pluperfect and m.counts and m.explicit and own) or (m.kind, m.count.best) in known:
            continue
        days = {word for o in led if o.sentence.index < m.sentence.index for word in o.sentence.low if word in WEEKDAYS}
        if days and not own & days:
            m.scope, m.reason = Scope.BACKGROUND, PAST_PERFECT


def restore_running(mentions: Sequence[Mention]) -> None:
    """Two more died, bringing the number killed in Tuesday's bombing to 18: the event's own toll, no total over a time."""
    for m in mentions:
        if (
            m.reason == "running total"
            and m.rule in ("toll", "figure")
            and not m.sentence.in_title
            and _is_of_one_event(m.sentence.low)
        ):
            m.scope, m.reason = Scope.EVENT, "event"


def _is_of_one_event(low: list[str]) -> bool:
    return bool(_DAYS.intersection(low)) and bool(_MORE.intersection(low)) and _PERIODS.isdisjoint(low)


def restore_yesterday(mentions: Sequence[Mention]) -> None:
    """ "a day after 12 people were killed" still tells of the event, where the text has no figure of its own day."""
    told = [m for m in mentions if m.count.best > 0 and not m.sentence.in_title and m.kind in (Kind.KILLED, Kind.INJURED)]
    if any(m.counts or m.scope is Scope.SUMMARY for m in told):
        return
    for m in mentions:
        if (
            m.reason == "days after"
            and m.sentence.index <= _BEGINNING
            and _YESTERDAY.search(" ".join(m.sentence.low[: m.start]))
            and not _SECOND.search(" ".join(m.sentence.low[m.end :]))
        ):
            m.scope, m.reason = Scope.EVENT, "event"


def restore_earlier(mentions: Sequence[Mention]) -> None:
    """An earlier figure stands where the text gives no newer one of its kind."""
    for m in mentions:
        if m.reason == EARLIER and not any(
            o.counts and o.kind is m.kind and (o.explicit or not o.count.best) and o is not m for o in mentions
        ):
            m.scope = Scope.EVENT


def _offsets(low: list[str]) -> list[int]:
    out, at = [], 0
    for word in low:
        out.append(at)
        at += len(word) + 1
    return out


def _number_at(m: Mention) -> int:
    """The token where the mention's figure stands."""
    if m.rule in ("toll", "figure"):
        return m.end - 1
    return m.chunk.start if m.chunk is not None else m.start


def _follows_from(m: Mention, low: list[str]) -> bool:
    at = _number_at(m)
    before = low[max(0, at - 2) : at]
    return before in (
        ["up", "from"],
        ["down", "from"],
        ["compared", "with"],
        ["compared", "to"],
        ["rather", "than"],
        ["instead", "of"],
    )


def _covers(cue: tuple[int, int, bool], m: Mention, offsets: list[int], text: str) -> bool:
    start, end, forward = cue
    at = offsets[_number_at(m)]
    between = text[end:at] if forward else text[at:start]
    if (at < end) if forward else (start < at):
        return False
    return len(between.split()) <= _REACH and not re.search(r" (?:;|but|now|while|to)\b|[;]", between)
