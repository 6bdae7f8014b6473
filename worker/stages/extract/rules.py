"""The rules by name: each is a function over the chunks of a sentence, with the chunks that it begins at and the words it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from worker.stages.extract import lexicon as lex
from worker.stages.extract.care_rules import CARE, HELD, NEEDS, brought_out, held, in_care, needing, treated
from worker.stages.extract.death_phrases import HEADS, SURVIVE, THROATS, cut_throats, heads, outlived, throats, to_death
from worker.stages.extract.flight_rules import SHELTERS, flight, sheltered
from worker.stages.extract.losses import losses
from worker.stages.extract.mentions import Mention
from worker.stages.extract.noun_rules import (
    INJURY_NOUNS,
    TIMES,
    attribute,
    death_of,
    harm_noun,
    injury_of,
    multiple,
)
from worker.stages.extract.owned_deaths import MURDERS, owned_death
from worker.stages.extract.part_rules import KINDS, among_the, made_up_of, of_them
from worker.stages.extract.phrase_rules import CLIMBERS, WOUNDS, climbing, condition, fatally, included, lives, toll, wounds
from worker.stages.extract.sentences import Sentence
from worker.stages.extract.shares import gapped
from worker.stages.extract.sight import Sight
from worker.stages.extract.verb_rules import verb_rule
from worker.stages.extract.victims import DEATH_NOUNS

Rule = Callable[[Sight, int], Iterator[Mention]]


# name, the kinds of chunk that it begins at, the rule, the words of which the sentence must hold one (None: any sentence will do)
RULES: tuple[tuple[str, str, Rule, frozenset[str] | None], ...] = (
    ("included", "IP", included, lex.SUBSETS | {"among"}),
    ("lives", "N", lives, frozenset({"lives", "life"})),
    ("among-the", "A", among_the, frozenset({"among"})),
    ("made-up-of", "N", made_up_of, frozenset(KINDS)),
    ("toll", "N", toll, frozenset({"toll", "tolls"})),
    ("climbing", "N", climbing, CLIMBERS),
    ("death-of", "N", death_of, DEATH_NOUNS),
    ("owned-death", "N", owned_death, MURDERS),
    ("injury-of", "N", injury_of, INJURY_NOUNS),
    ("harm-noun", "N", harm_noun, frozenset(lex.HARM_NOUNS)),
    ("multiple", "N", multiple, frozenset(TIMES)),
    ("attribute", "N", attribute, None),
    ("verb", "V", verb_rule, None),
    ("fatally", "T", fatally, frozenset({"fatally", "mortally"})),
    ("wounds", "N", wounds, WOUNDS),
    ("condition", "N", condition, frozenset({"condition", "surgery"})),
    ("to-death", "V", to_death, frozenset({"death"})),
    ("throats", "N", throats, THROATS),
    ("heads", "N", heads, HEADS),
    ("cut-throats", "A", cut_throats, THROATS),
    ("outlived", "V", outlived, SURVIVE),
    ("flight", "V", flight, None),
    ("sheltered", "N", sheltered, SHELTERS),
    ("in-care", "N", in_care, CARE),
    ("treated", "V", treated, frozenset({"treated"})),
    ("needing", "V", needing, NEEDS),
    ("held", "V", held, HELD),
    ("brought-out", "V", brought_out, None),
    ("gapped", "N", gapped, None),
    ("losses", "V", losses, frozenset({"lost", "losing"})),
)
LAST: tuple[tuple[str, str, Rule, frozenset[str] | None], ...] = (
    ("of-them", "N", of_them, frozenset({"of"})),
)  # only those of whom no other rule says more


def rules_for(s: Sentence) -> list[dict[str, list[Rule]]]:
    """The rules that the sentence's words can be for, by the kind of chunk that they begin at; those of the second table come last."""
    passes: list[dict[str, list[Rule]]] = []
    for table in (RULES, LAST):
        chosen: dict[str, list[Rule]] = {}
        for _, kinds, rule, words in table:
            if words is None or not words.isdisjoint(s.low):
                for kind in kinds:
                    chosen.setdefault(kind, []).append(rule)
        passes += [chosen] if chosen else []
    return passes
