"""What kind of story a text is: a court report, a memorial, a drill or a match colours every figure that has no day of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from worker.model import Kind, Realis, Scope
from worker.stages.extract.grammar.lexicon import MONTHS, WEEKDAYS
from worker.stages.extract.grammar.needles import Index, needles
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.mentions import Mention
from worker.stages.extract.scope.found_cues import find_cues
from worker.stages.extract.scope.fresh_days import TOLD, belongs, fresh_days, is_anchored
from worker.stages.extract.scope.genre_feeds import FEED_ROWS
from worker.stages.extract.scope.genre_rows import GENRES, HARM, KIN, PLAYED, REAL, ROWS, Genre

_ALL_ROWS = ROWS + FEED_ROWS
_CUES = tuple((number, row, cue) for number, row in enumerate(_ALL_ROWS) for cue in row.each)
_NEEDLES = tuple(needles(cue.pattern) for _, _, cue in _CUES)
_ALL_CUES = Index(enumerate(_NEEDLES))
_LEDE_CUES = Index((n, _NEEDLES[n]) for n, (_, row, _) in enumerate(_CUES) if row.in_lede)
_LEDE = 2  # sentences of the text that may decide
_ENOUGH = 1.0
_TEXT_WEIGHT = 0.8  # of a cue in the lede alone
_LEADS = 3  # of the text's sentences with figures: when they are old, those behind them are as well

_HASTY = frozenset(
    {"court", "past", "past year", "since", "period", "rate", "drill"}
)  # reasons that a sentence's cues may have given too soon
_YESTERDAY = frozenset(
    {("the", "day", "before"), ("a", "day", "earlier"), ("the", "previous", "day"), ("earlier", "that", "day")}
)
_SPLITS = frozenset(", when as after at in while during".split())
_HANGING = frozenset("killing wounding injuring leaving".split())
_PLACES = frozenset(
    "memorial anniversary commemorate commemorating commemoration verdict trial jury tribunal inquest sentenced convicted sentencing deadliest worst".split()
)
# These are asked of texts in small letters.
_HAPPENED = re.compile(
    r"\b(?:happened|occurred|took place|struck|erupted|flooded|blew up|broke out|went off|exploded|burst|crashed|collided|plunged|rammed|collapsed|gave way|came down|fell|caught fire|derailed|capsized|overturned|sank|opened fire"
    r"|were (?:killed|shot|found)|was (?:killed|shot|found)|stormed|attacked|detonated)\b(?:[^.;]{0,60})"
    rf"\b(?:{'|'.join(day for day in WEEKDAYS if len(day) > 4)}|yesterday|today|last night|overnight|this (?:morning|afternoon|evening)|hours ago)\b",
)
_DAY_WORDS = ("day", "night", "thurs", "this ", "hours ago")  # one of these is in every such sentence
_WEEKDAY = "|".join(day for day in WEEKDAYS if len(day) > 4)
_HOUR = re.compile(
    rf"\b(?:[ap]\.?m\.?,? (?:on )?(?:{_WEEKDAY})|(?:{_WEEKDAY}) (?:night|morning|afternoon|evening)|(?:early|late) (?:on )?(?:{_WEEKDAY})|shortly (?:before|after) (?:midnight|noon|dawn))\b"
)
_BY_DAY = re.compile(
    rf"\b(?:{'|'.join(day for day in WEEKDAYS if len(day) > 4)}|yesterday|today|last night)['’]s\s+(?:[\w-]+\s+){{0,4}}"
    r"(?:attack|shooting|stabbing|bombing|blast|explosion|crash|fire|blaze|quake|earthquake|flood|floods|collapse|accident|massacre|killings?|killing spree|stampede|crush"
    r"|derailment|rampage|violence|tragedy|disaster|raid|strike|clash|clashes|storm|tornado|landslide)s?\b",
)
_NEWS_TITLE = re.compile(
    r"^(?:[^:|]{0,90}\b(?:kills?|killing|leaves|leaving|claims|injures|wounds)\b|(?:[\w’'-]+:\s)?(?:(?:at least|more than|over|some|about|around|nearly|up to)\s)?[\w,-]+\s(?:[\w-]+\s){0,3}"
    r"(?:killed|dead|die|dies|shot|drown|injured|hurt|wounded)\b)",
)
_RELATIVE = re.compile(
    rf"^(?:the )?{KIN} of\b|"
    r"^(?:new )?(?:film|movie|documentary|play|book|novel|drama|musical|opera|podcast|series) (?:about|on|of)\b|^['\"“‘]?(?:i|we) |\b(?:who|that|which|could|would|might|may|will|should|su(?:es|ed|ing)|remember(?:s|ing|ed)?|mourning|marks?|honou?rs?|mourns?|admits?|admitted|confess\w*|den(?:y|ies|ied)|pleads?|jailed|sentenced|convicted|acquitted|guilty|inquest|trial|since|fails?|execut\w+)\b",
)
_EVENT = r"(?:\w+[ -]){0,3}?(?:bombing|implosion|attacks?|massacre|shooting|fire|blaze|crash|disaster|explosion|blast|collapse|sinking|shipwreck|quake|earthquake|tsunami|floods?|siege|murders?|killings?|stampede|crush|derailment|mudslides?|landslides?|hurricane|(?:wild|bush)fires?|storm|cyclone|typhoon|tornado(?:es)?|earthquakes|quakes)\b"
_OF_A_YEAR = re.compile(
    rf"\b((?:19|20)\d\d) (?!(?:an?|the|another|one|two|some) )(?:{_EVENT}|(?:[\w-]+ ){{0,2}}?(?:death|suicide|assassination|drowning|stabbing)s?\b)"
)
_OF_A_MONTH = re.compile(
    rf"\b(?:an?|the|last|in)\s(?:(\w+)['’]s|({'|'.join(m for m in MONTHS if len(m) > 3 and m != 'may')}))\s{_EVENT}",
)
_OF_A_DECADE = re.compile(rf"\b((?:19|20)\d)0s {_EVENT}")
_HAPPENED_IN = re.compile(  # the headline of something else
    r"\b(?:attacked|bombed|raided|stormed|shelled|destroyed|burned|burnt|gutted|hit|struck|torched|flooded|sunk|sank|crashed|collapsed|derailed|massacred) (?:\w+ ){0,2}in ((?:19|20)\d\d)\b"
)
_LONG_AFTER = re.compile(
    r"(?:^|[.!?]\s+)(?:(?:nearly|almost|about|around|just|over|more than)\s)?(?:an?|one|two|three|four|five|six|several|many|some|\d+)?\s?(?:weeks?|months?|years?|decades?)"
    rf"\s(?:after|since|on from)\s(?:[\w'’-]+\s){{0,4}}?{_EVENT}",
)
_COMPARED = frozenset("compared since deadliest worst bloodiest biggest largest strongest first".split())
_LONG_AGO = frozenset({"past year", "court"})
_OLD = _LONG_AGO | {"past"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The genre, and how sure the cues are of it (1 decides)."""

    genre: Genre
    confidence: float


def colour(mentions: list[Mention], title: str, body: Sequence[str], published: datetime | None) -> None:
    """Takes figures out of the count that the story's genre makes old, played or summed up. `body`: the text's sentences."""
    _reconsider(mentions, title, body, published)
    if not any(m.counts for m in mentions):
        return
    lede = _lede(mentions, body)
    for verdict in find_genres(title, lede, published):
        if not _is_overruled(verdict.genre, title, body, mentions, published):
            _paint(mentions, verdict.genre, published)
    if not _is_news(title):
        if not _is_fresh(title, body, mentions, published):
            _follow_the_lede(mentions)
        _follow_the_body(mentions, published)
        _follow_the_title(mentions, published)
        _follow_the_sentence_before(mentions, published)


def _reconsider(mentions: list[Mention], title: str, body: Sequence[str], published: datetime | None) -> None:
    """Gives figures back that a cue took which speaks of something else."""
    for m in mentions:
        if m.reason in _HASTY and _is_main_clause(m, title, body, published):
            _give_back(m, mentions)
    killed = [m for m in mentions if m.kind is Kind.KILLED and m.count.best]
    if any(m.sentence.in_title for m in killed) and not any(m.counts and m.count.best for m in mentions):
        for m in killed:
            if m.reason == "earlier" and any(cue.words in _YESTERDAY for cue, _, _ in find_cues(m.sentence, published)):
                _give_back(m, mentions)


def _give_back(m: Mention, mentions: list[Mention]) -> None:
    """`m` counts, and so does the same figure that has no cue of its own."""
    reason = m.reason
    for other in mentions:
        if other is m or (
            other.reason == reason and other.kind is m.kind and other.count.best == m.count.best and other.sentence.in_title
        ):
            other.scope, other.realis, other.reason = Scope.EVENT, Realis.ACTUAL, "event"


def _is_real(title: str, body: Sequence[str]) -> bool:
    """Whether people came to harm in a drill, and nobody only played them."""
    told = ". ".join((title, *body))
    return REAL.search(told) is not None and PLAYED.search(told) is None


def _is_main_clause(m: Mention, title: str, body: Sequence[str], published: datetime | None) -> bool:
    """Whether a cue that takes `m` out of the count speaks of something else: killed on Monday, in the worst crash since 1988."""
    s = m.sentence
    if m.reason == "drill":
        return _is_real(title, body) and (s.in_title or is_anchored(m, published))
    cues = [(cue, start) for cue, start, _ in find_cues(s, published) if cue.name == m.reason]
    if not cues:
        return False
    if s.in_title:
        return _is_news(" ".join(s.raw[: m.end])) and all(
            start >= m.end and _is_setting(s, cue.words, m.end, start) for cue, start in cues
        )
    for day in fresh_days(s, published):
        if TOLD & set(s.low[max(0, day - 5) : day]):
            continue
        last = max(day, m.end - 1)
        behind = all(
            start > last and _SPLITS & set(s.low[last:start]) and _is_setting(s, cue.words, last, start) for cue, start in cues
        )
        hanging = s.low[m.start] in _HANGING and s.low[m.start - 1] == "," and day < min(start for _, start in cues)
        if (behind and belongs(s, day, m)) or (hanging and m.reason in ("court", "past")):
            return True
    return False


def _is_setting(s: Sentence, words: tuple[str, ...], end: int, start: int) -> bool:
    """A memorial, a verdict, a comparison, another's death: not the time of these deaths."""
    between = set(s.low[end : start + len(words)])
    return (
        bool((_PLACES | _COMPARED) & between)
        or s.low[start + len(words) : start + len(words) + 3] == ["to", "the", "day"]
        or "who" in between
    )


def _lede(mentions: list[Mention], body: Sequence[str]) -> str:
    """The text's first sentence; the second as well where neither the title nor the first tells of anybody harmed."""
    told = any(m.counts and m.count.best and (m.sentence.in_title or m.sentence.text == body[0]) for m in mentions if body)
    return " ".join(body[: 1 if told else _LEDE])


def find_genres(title: str, lede: str, published: datetime | None) -> list[Verdict]:
    """Every genre that title and lede speak for, in the order of GENRES."""
    scores: dict[str, float] = (
        {"earlier": _ENOUGH}
        if published is not None and (_is_earlier(f"{title}. {lede}", published) or _is_of_a_past_year(title, published))
        else {}
    )
    in_title = _cues_of(title, _ALL_CUES)
    in_lede = _cues_of(lede, _LEDE_CUES)
    told: dict[int, float] = {}  # rows -> what their cues say together; one cue that decides alone is enough
    for n in sorted(in_title | in_lede):
        number, row, _ = _CUES[n]
        if row.weight >= _ENOUGH:
            told[number] = row.weight
        else:  # a cue in the lede alone says a little less than one in the title
            told[number] = told.get(number, 0.0) + row.weight * (_TEXT_WEIGHT if title and n not in in_title else 1.0)
    for number, weight in told.items():
        name = _ALL_ROWS[number].genre
        scores[name] = scores.get(name, 0.0) + weight
    return [Verdict(genre, scores[genre.name]) for genre in GENRES if scores.get(genre.name, 0.0) >= _ENOUGH]


def _cues_of(text: str, index: Index) -> set[int]:
    """The cues that the text holds: of hundreds, it has the words of a few."""
    low = text.lower()
    return {n for n in index.asked(low) if _CUES[n][2].search(text if _CUES[n][1].cased else low)}


def _is_earlier(text: str, published: datetime) -> bool:
    """The 2019 bombing, a March fire, a month after the floods: the event has the name of a time long past."""
    text = text.lower()
    if any(int(match[1]) < published.year - (published.month == 1) for match in _OF_A_YEAR.finditer(text)):
        return True
    if any(int(match[1]) < published.year // 10 for match in _OF_A_DECADE.finditer(text)) or _LONG_AFTER.search(text):
        return True
    months = (MONTHS.get(match[1] or match[2]) for match in _OF_A_MONTH.finditer(text))
    return any(month is not None and (published.month - month) % 12 > 1 for month in months)


def _is_of_a_past_year(title: str, published: datetime) -> bool:
    """Hospital bombed in 2024 reopens: what the text tells of it is of then."""
    years = (int(match[1]) for match in _HAPPENED_IN.finditer(title.lower()))
    return not _is_news(title) and any(year < published.year - (published.month == 1) for year in years)


def _is_overruled(genre: Genre, title: str, body: Sequence[str], mentions: list[Mention], published: datetime | None) -> bool:
    """Whether the text tells of an event of its own all the same."""
    beside = [] if genre.lede_only else [m.sentence.text for m in mentions if m.counts]
    near = ". ".join((title, *(body[:1] if genre.lede_only else body[: _LEDE + 1]), *beside))
    if (genre.unless is not None and genre.unless.search(near)) or (genre.harm and HARM.search(near)):
        return True
    if genre.real and _is_real(title, body):
        return True
    if genre.hours and any(_HOUR.search(s.lower()) for s in (title, *body[:8])):
        return True
    return genre.day and ((genre.title and _is_news(title)) or _is_fresh(title, body, mentions, published))


def _is_news(title: str) -> bool:
    match = _NEWS_TITLE.search(title.lower())
    return match is not None and not _RELATIVE.search(match[0])


def _is_fresh(title: str, body: Sequence[str], mentions: list[Mention], published: datetime | None) -> bool:
    """Whether any figure, or what happened, has a day of this week."""
    near = (s.lower() for s in (title, *body[:8]))
    told = any(any(word in s for word in _DAY_WORDS) and (_HAPPENED.search(s) or _BY_DAY.search(s)) for s in near)
    return told or any(m.counts and is_anchored(m, published) for m in mentions)


def _paint(mentions: list[Mention], genre: Genre, published: datetime | None) -> None:
    for m in mentions:
        if (
            m.counts
            and m.count.best >= genre.least
            and m.kind in genre.kinds
            and not (genre.keeps_days and is_anchored(m, published))
        ):
            _set(m, genre.effect, genre.name)


def _set(m: Mention, effect: str, reason: str) -> None:
    m.reason = reason
    if effect == "hypothetical":
        m.realis = Realis.HYPOTHETICAL
    else:
        m.scope = Scope(effect)


def _follow_the_lede(mentions: list[Mention]) -> None:
    """Where the first deaths told are long past and none has a day of its own, so are those that come after them."""
    told = [m for m in mentions if m.kind is Kind.KILLED and m.count.best and not m.sentence.in_title]
    first = [m for m in told if m.sentence.index == told[0].sentence.index]
    if (
        not first
        or any(m.reason != "past year" or _COMPARED & set(m.sentence.low) for m in first)
        or first[0].sentence.index > _LEADS
    ):
        return
    for m in mentions:
        if m.counts and not m.sentence.in_title and m.kind is Kind.KILLED:
            _set(m, "background", first[0].reason)


def _follow_the_title(mentions: list[Mention], published: datetime | None) -> None:
    """The same figure as a title's old one is as old, where the text gives it no day."""
    old = [m for m in mentions if m.sentence.in_title and m.reason == "past year" and m.count.best]
    for m in mentions:
        same = next((t for t in old if t.kind is m.kind and t.count.best == m.count.best), None)
        if same is not None and m.counts and not m.sentence.in_title and not is_anchored(m, published):
            _set(m, str(same.scope), same.reason)


def _follow_the_body(mentions: list[Mention], published: datetime | None) -> None:
    """A title's figure is as old as the same figure in the text, where the text gives it no day."""
    for m in mentions:
        if not m.sentence.in_title or not m.counts or not m.count.best:
            continue
        told = [o for o in mentions if o.kind is m.kind and not o.sentence.in_title]
        same = [o for o in told if o.count.best == m.count.best or (not o.explicit and _is_of_those(o))]
        old = next((o for o in same if o.reason in _LONG_AGO), None)
        if old is not None and all(not o.counts and o.reason in _OLD and not is_anchored(o, published) for o in same):
            _set(m, str(old.scope), old.reason)


def _is_of_those(m: Mention) -> bool:
    """The migrants: of whom the headline has told."""
    return m.chunk is not None and m.chunk.det == "the" and bool(m.chunk.plural) and not m.chunk.names


def _follow_the_sentence_before(mentions: list[Mention], published: datetime | None) -> None:
    """He recovers from the crash nine months ago. The driver was left with a broken leg: he, and of then."""
    for m in mentions:
        if not (m.counts and m.anaphoric and m.count.best == 1) or is_anchored(m, published):
            continue
        told = [o for o in mentions if o.kind is m.kind and o.sentence.index in (m.sentence.index - 1, m.sentence.index)]
        before = [o for o in told if o is not m]
        if before and all(not o.counts and _is_long_ago(o) and o.count.best == 1 for o in before):
            _set(m, str(before[-1].scope), before[-1].reason)


def _is_long_ago(m: Mention) -> bool:
    return m.reason in _LONG_AGO or (m.reason == "past" and "ago" in m.sentence.low)
