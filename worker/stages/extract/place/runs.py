"""A run of capitalised words: which of them are places, and what the words around it say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from worker.stages.extract.place import cues
from worker.stages.extract.place.notes import Run, county, is_rule, note, note_capital, note_unknown, share_of, vote_compound
from worker.stages.extract.place.steps import Context, NamedPlace
from worker.stages.extract.place.words import COMMON, NEUTRAL, NOT_PLACES
from worker.stages.names import plain_name

_ORDINARY = NEUTRAL | NOT_PLACES | COMMON
_SHORT = frozenset({"LA", "NZ"})  # written so, and not "La"
_AGED = re.compile(r",? (?:aged? )?\d{1,3}(?:[,.;)]| years? old)")  # Victoria Reno, 35, is nobody's town
_OF_HOME = 0.5  # what the name of a people says that is not one of travellers or troops
_IN_TITLE = 1.25  # times what it says for its country, more than the dateline of a bureau
# Closes a headline's run: what happened, and before it by what, to what.
_EVENTS = frozenset(
    "crash crashes collision pile-up derailment wreck blast blasts explosion bombing bombings shooting shootings stabbing attack attacks"
    " massacre fire fires blaze inferno flood floods flooding landslide mudslide avalanche earthquake quake stampede crush collapse sinking"
    " capsizing ambush raid clash clashes riot riots siege".split()
)
_OF_EVENTS = frozenset(
    "bus train tram car truck lorry van taxi boat ferry ship plane jet helicopter chopper subway metro rail railway road highway house home"
    " apartment flat building mine coal gas mass knife gun bomb suicide drone air missile rocket forest wild flash hot-air balloon crowd".split()
)
_INITIALS, _CITY = 5, 500_000  # letters; people
_STATE = re.compile(r",\s([A-Z][A-Za-z.]{1,5})(?![\w])")


def windows(run: Run, context: Context) -> None:
    """The longest pieces of a run of capitalised words that the gazetteer knows; "Jos and Kano" are two."""
    _windows(_before_event(run), context)


def _windows(run: Run, context: Context) -> None:
    if _is_state(run, context) or cues.is_block(run.ahead) or ("and" in run.words and cues.is_crossing(run.tail)):
        return
    if "and" in run.words[1:-1] and not context.places.lookup(" ".join(run.words).strip(".,")):
        n = run.words.index("and", 1)
        windows(replace(run, words=run.words[:n], tail=" and", asked=False), context)
        second = replace(run, words=run.words[n + 1 :], asked=False, fragment=run.fragment or run.passage.title)
        windows(second, context)  # in a headline's capitals, what the index lacks may be anything
        return
    n = run.words.index("as", 1) if "as" in run.words[1:-1] else 0
    if n and not context.places.lookup(" ".join(run.words[n - 1 : n + 2]).strip(".,")):  # dead in Quetta as Taliban strike
        windows(replace(run, words=run.words[:n], tail=" as", asked=False), context)
        windows(replace(run, words=run.words[n + 1 :], ahead=" as ", asked=False), context)
        return
    if "of" in run.words[1:-1] and not _is_known(run, context):  # the Damascus Gate of Jerusalem
        n = len(run.words) - 1 - run.words[::-1].index("of")
        windows(replace(run, words=run.words[:n], tail=" of", asked=False, fragment=True), context)
        windows(replace(run, words=run.words[n + 1 :], ahead=" ".join(run.words[:n]) + " of ", asked=False), context)
        return
    pieces = list(_pieces(run, context))
    covered = sum(end - start for start, end, _ in pieces) + sum(
        word.strip(".,").casefold() in NEUTRAL or is_rule(word)
        for n, word in enumerate(run.words)
        if not any(start <= n < end for start, end, _ in pieces)
    )
    whole = covered >= len(run.words) and not (_is_person(pieces) or (len(run.words) > 1 and _AGED.match(run.tail)))
    if not whole and len(run.words) > 1:
        context.people.add(run.words[-1].strip(".,").casefold())
    before = len(context.found)
    for start, end, meanings in pieces:
        note(run, start, end, meanings, whole, context)
    headline = run.passage.title and any(meanings and meanings[0].kind == "country" for _, _, meanings in pieces)
    if not whole and pieces and (state := _state_at_end(run, pieces)) is not None:
        context.votes[state.country] += 1.0
        context.votes[f"{state.country}/{state.adm1}"] += 1.0
        return
    if len(context.found) == before and _is_known_word(run):
        county(run, context)
    elif len(context.found) == before and not (whole or run.fragment or headline):
        note_unknown(run, context)
    for word in run.words:
        if "-" in word:
            vote_compound(word, context.places, context.votes)


def _before_event(run: Run) -> Run:
    """Egyptian | Bus Crash, Moscow | Subway Blast: a headline in capitals, whose event is no part of the name."""
    words = [word.casefold() for word in run.words]
    if not run.passage.title or len(words) < 2 or words[-1] not in _EVENTS:
        return run
    n = len(words) - 1
    while n > 1 and words[n - 1] in _OF_EVENTS:
        n -= 1
    return replace(run, words=run.words[:n], tail=f" {' '.join(words[n:])}{run.tail}", asked=False)


def _state_at_end(run: Run, pieces: Sequence[tuple[int, int, Sequence[NamedPlace]]]) -> NamedPlace | None:
    """Marathon Wisconsin, Camp Elm California: what is named so lies in that state, and is no town."""
    start, end, meanings = pieces[-1]
    if len(pieces) > 1 or not start or end < len(run.words) or not meanings or run.words[start - 1].endswith((".", ",")):
        return None
    return meanings[0] if (meanings[0].kind, meanings[0].country) == ("adm1", "US") else None


def _is_state(run: Run, context: Context) -> bool:
    """Whether a word is the state of the town before it, shortened: Tampa, Fla."""
    word = run.words[0].strip(".,")
    if len(run.words) > 1 or len(word) > 5 or not run.ahead.endswith(", "):
        return False
    return bool(context.places.lookup(f"state {word}")) and not any(m.kind == "adm1" for m in context.places.lookup(word))


def _is_known(run: Run, context: Context) -> bool:
    """Whether a name with an "of" in it is one: Republic of Congo, and what follows it or stands before."""
    words = [word.strip(".,") for word in run.words]
    n = words.index("of")
    return any(
        context.places.lookup(" ".join(words[i : n + k]))
        for i in range(max(0, n - 2), n)
        for k in (2, 3, 4)
        if n + k <= len(words)
    )


def _is_person(pieces: Sequence[tuple[int, int, Sequence[NamedPlace]]]) -> bool:
    """Adrian Jackson: two towns side by side, and no comma between, are a name."""
    return any(
        first and second and end == start and all(m.kind == "city" for m in (first[0], second[0]))
        for (_, end, first), (start, _, second) in pairwise(pieces)
    )


def _pieces(run: Run, context: Context) -> Iterator[tuple[int, int, Sequence[NamedPlace]]]:
    """(start, end, meanings) of the places of a run; none of the names of peoples, which vote."""
    i, words = 0, run.words
    while i < len(words):
        for length in range(min(4, len(words) - i), 0, -1):
            name = " ".join(words[i : i + length]).strip(".,")
            low = name.casefold()
            if low in NOT_PLACES or (len(name) < 3 and name not in _SHORT and name.upper() not in ("UK", "US")):
                continue
            if length <= 2 and (people := context.places.lookup(f"people {name}")):
                told, own = share_of(run, i + length), run.passage.title and not low.endswith("s")  # Indians are abroad as well
                context.votes[people[0].country] += told * (_IN_TITLE if own else 1.0)
                context.titled |= {people[0].country} if own and told >= _OF_HOME else set()
                note_capital(run, i + length, people[0].country, context)
                yield i, i + length, ()
                i += length - 1
                break
            if low == "county" or (low in COMMON and not _is_plain(run, i, context)):
                continue
            meanings = _state(words[i], context) if length == 1 else context.places.lookup(name)
            if meanings and not _is_initials(name, meanings[0]):
                yield i, i + length, meanings
                i += length - 1
                break
        i += 1


def _is_initials(name: str, meaning: NamedPlace) -> bool:
    """PIA is an airline, and no village of Pia."""
    return (
        name.isupper() and len(name) < _INITIALS and meaning.population < _CITY and plain_name(name) == plain_name(meaning.name)
    )


def _state(word: str, context: Context) -> Sequence[NamedPlace]:
    """What one word means; a state written short and with a dot is no town of that name: a theater in Colo."""
    name = word.strip(".,")
    short = word.endswith(".") and 3 < len(name) < 6 and "." not in name
    return (context.places.lookup(f"state {name}") if short else ()) or context.places.lookup(name)


def _is_plain(run: Run, i: int, context: Context) -> bool:
    """Whether an English word stands alone after "in" or "near", or before its state: Hope, Ark."""
    run.ask()
    if i + 1 == len(run.words) and (state := _STATE.match(run.tail)) and context.places.lookup(f"state {state[1]}"):
        return True
    return i == 0 and len(run.words) == 1 and run.before >= 1.6 and not cues.is_facility(run.tail)


def _is_known_word(run: Run) -> bool:
    return all(word.strip(".,").casefold() in _ORDINARY for word in run.words)
