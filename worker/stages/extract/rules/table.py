"""The rules by name: each is a function over the chunks of a sentence, with the chunks that it begins at and the words it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from worker.stages.extract.grammar import lexicon as lex
from worker.stages.extract.grammar.quantities import may_count
from worker.stages.extract.grammar.sentences import Sentence
from worker.stages.extract.grammar.verb_groups import COMPOUNDS, ENDINGS
from worker.stages.extract.grammar.verbs import BODY, BONES, FIRED, FORMS, LIMBS
from worker.stages.extract.grammar.words import Words
from worker.stages.extract.mentions import Mention
from worker.stages.extract.phrases.victims import DEATH_NOUNS
from worker.stages.extract.rules.bedside import (
    CRITICAL,
    FALLS,
    ILL,
    MAKES,
    STRUGGLES,
    SURVIVAL,
    TREATMENT,
    UNDERGO,
    critical,
    fallen_ill,
    made_ill,
    out_of_danger,
    still_undergoing,
    struggling,
    to_survive,
    under_treatment,
    undergoing,
)
from worker.stages.extract.rules.care_rules import (
    CAPTORS,
    CARE,
    HELD,
    NEEDS,
    OWN_WOUNDS,
    POLICE,
    WENT,
    brought_out,
    came_for_care,
    held,
    in_care,
    needing,
    owned_wounds,
    treated,
)
from worker.stages.extract.rules.death_phrases import (
    BURIES,
    HEADS,
    SURVIVE,
    THROATS,
    buried,
    cut_throats,
    heads,
    outlived,
    throats,
    to_death,
)
from worker.stages.extract.rules.deed_rules import (
    FATAL,
    INJURY_NOUNS,
    JOINED,
    MURDER_SUICIDE,
    TIMES,
    death_of,
    fatal_deed,
    injury_of,
    multiple,
    murder_suicide,
)
from worker.stages.extract.rules.flight_rules import MOVES, SHELTERS, flight, sheltered
from worker.stages.extract.rules.losses import LOSES, RESCUERS, SEARCHES, losses, searched_for
from worker.stages.extract.rules.lost_ones import MADE, MOURNS, mourned, not_make_it
from worker.stages.extract.rules.noun_rules import (
    BY_SHOT,
    CONFIRMED,
    FIRST,
    ONE_DEATH,
    ONLY,
    attribute,
    first_death,
    harm_noun,
    only_death,
)
from worker.stages.extract.rules.nth_deaths import BECOMES, DEAD_NUMBERS, IS_NTH, NAMED, dead_number, nth_death, nth_to_die
from worker.stages.extract.rules.nth_deaths import FOUND as BODY_FOUND
from worker.stages.extract.rules.owned_deaths import MURDERS, owned_death
from worker.stages.extract.rules.part_rules import KINDS, THOSE, among_the, made_up_of, of_them
from worker.stages.extract.rules.phrase_rules import (
    GASHES,
    GRADED,
    WOUNDS,
    condition,
    fatally,
    included,
    lightly,
    wounds,
    wounds_of,
)
from worker.stages.extract.rules.shares import gapped
from worker.stages.extract.rules.sight import Sight
from worker.stages.extract.rules.toll_rules import (
    CLAIMS,
    CLIMBERS,
    DEATHS_MET,
    DISASTERS,
    MEETS,
    PAID,
    claimed,
    climbing,
    lives,
    lives_paid,
    met_death,
    toll,
)
from worker.stages.extract.rules.verb_rules import verb_rule
from worker.stages.extract.rules.wards import (
    ADMITTED,
    AILMENTS,
    BREAKS,
    BROKEN,
    BULLETS,
    BURNS,
    CRUSHED,
    CUT,
    HEALERS,
    LISTED,
    SHARP,
    TORN,
    TREATS,
    admitted_with,
    breaks_bones,
    broken_bones,
    bullet_in,
    crushed,
    cut_by,
    has_burns,
    limbs_torn_off,
    listed_missing,
    loses_limbs,
    not_found,
    treating,
)

Rule = Callable[[Sight, int], Iterator[Mention]]


FIGURE = frozenset("#")  # stands among the words of a sentence that may hold a number
_STATES = frozenset(word for word, form in FORMS.items() if form.form in ("part", "pastpart", "state"))
_OTHER_HARM = frozenset("toll tolls lives life death".split())  # harm nouns that have rules of their own
_NEED_OTHERS = frozenset("included verb gapped".split())  # what these say hangs on a verb of harm, or on another mention
_LED = lex.AUXILIARIES | {"to"}
_FIRE = FIRED | {"fire"}  # beside these a hit needs no other word
_REACH = 9  # tokens from an auxiliary to its verb


def _any(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Name, the kinds of chunk that it begins at, the rule, and what the sentence's words must hold: one of each set.
Row = tuple[str, str, Rule, tuple[frozenset[str], ...]]
RULES: tuple[Row, ...] = (
    ("included", "IP", included, (lex.SUBSETS | {"among"}, FIGURE)),
    ("lives", "N", lives, (_any("lives life"),)),
    ("lives-paid", "N", lives_paid, (_any("lives life"), PAID)),
    ("met-death", "N", met_death, (MEETS, DEATHS_MET)),
    ("among-the", "A", among_the, (_any("among"), frozenset(KINDS))),
    ("made-up-of", "N", made_up_of, (frozenset(KINDS),)),
    ("toll", "N", toll, (_any("toll tolls"), FIGURE)),
    ("claims", "V", claimed, (CLAIMS, DISASTERS, FIGURE)),
    ("nth-death", "N", nth_death, (NAMED, CLAIMS | BECOMES | BODY_FOUND | _any("died dies"))),
    ("nth-to-die", "N", nth_to_die, (_any("die"), IS_NTH)),
    ("dead-number", "N", dead_number, (_any("dead"), DEAD_NUMBERS, FIGURE)),
    ("climbing", "N", climbing, (CLIMBERS, FIGURE)),
    ("death-of", "N", death_of, (DEATH_NOUNS, _any("of"))),
    ("owned-death", "N", owned_death, (MURDERS,)),
    ("injury-of", "N", injury_of, (INJURY_NOUNS, _any("of to"))),
    ("harm-noun", "N", harm_noun, (frozenset(lex.HARM_NOUNS) - _OTHER_HARM,)),
    ("first-death", "N", first_death, (ONE_DEATH, FIRST, CONFIRMED)),
    ("only-death", "N", only_death, (ONE_DEATH, ONLY)),
    ("fatal-deed", "N", fatal_deed, (FATAL, BY_SHOT)),
    ("multiple", "N", multiple, (frozenset(TIMES) | frozenset(JOINED),)),
    ("murder-suicide", "N", murder_suicide, (MURDER_SUICIDE, _any("murder murder-suicide"))),
    ("attribute", "N", attribute, (_STATES | BY_SHOT, FIGURE)),
    ("verb", "V", verb_rule, ()),
    ("fatally", "T", fatally, (_any("fatally mortally"), FIGURE)),
    ("lightly", "T", lightly, (GRADED, _any("fatally mortally"), FIGURE)),
    ("wounds", "N", wounds, (WOUNDS | GASHES,)),
    ("bullet-in", "N", bullet_in, (BULLETS, BODY)),
    ("wounds-of", "N", wounds_of, (WOUNDS,)),
    ("condition", "N", condition, (_any("condition surgery coma"),)),
    ("to-death", "V", to_death, (_any("death alive"),)),
    ("buried", "V", buried, (BURIES, FIGURE)),
    ("throats", "N", throats, (THROATS, _any("of"))),
    ("heads", "N", heads, (HEADS, _any("of"))),
    ("cut-throats", "AV", cut_throats, (THROATS,)),
    ("outlived", "V", outlived, (SURVIVE,)),
    ("flight", "V", flight, (MOVES, FIGURE)),
    ("sheltered", "N", sheltered, (SHELTERS, FIGURE)),
    ("in-care", "N", in_care, (CARE, _any("in on into"))),
    ("owned-wounds", "N", owned_wounds, (OWN_WOUNDS,)),
    ("came-for-care", "V", came_for_care, (WENT, _any("hospital clinic medical trauma emergency"))),
    ("treated", "V", treated, (_any("treated"), _any("for in at by being"))),
    ("needing", "V", needing, (NEEDS, _any("treatment attention"), FIGURE)),
    ("critical", "NO", critical, (CRITICAL,)),
    ("fallen-ill", "V", fallen_ill, (FALLS, ILL)),
    ("made-ill", "V", made_ill, (MAKES, ILL, FIGURE)),
    ("not-make-it", "V", not_make_it, (MADE, _any("it"), _any("not n't never didn't"))),
    ("mourned", "V", mourned, (MOURNS, FIGURE)),
    ("struggling", "V", struggling, (STRUGGLES, _any("life lives"))),
    ("under-treatment", "N", under_treatment, (TREATMENT, _any("under"), FIGURE)),
    ("out-of-danger", "N", out_of_danger, (_any("danger"), _any("out"), FIGURE)),
    ("to-survive", "V", to_survive, (SURVIVAL, _any("expected"))),
    ("undergoing", "V", undergoing, (TREATMENT, UNDERGO)),
    ("still-undergoing", "N", still_undergoing, (TREATMENT, UNDERGO, FIGURE)),
    ("held", "V", held, (HELD, POLICE | CAPTORS, FIGURE)),
    ("brought-out", "V", brought_out, (_any("alive"), FIGURE)),
    ("gapped", "N", gapped, (FIGURE,)),
    ("of-them", "N", of_them, (_any("of"), THOSE | KINDS.keys(), FIGURE)),
    ("searched-for", "NV", searched_for, (SEARCHES, RESCUERS, FIGURE)),
    ("losses", "V", losses, (LOSES, FIGURE)),
    ("has-burns", "V", has_burns, (BURNS,)),
    ("broken-bones", "N", broken_bones, (BONES, BROKEN)),
    ("breaks-bones", "V", breaks_bones, (BONES, BREAKS)),
    ("loses-limbs", "V", loses_limbs, (LOSES, LIMBS)),
    ("limbs-torn-off", "A", limbs_torn_off, (TORN, LIMBS)),
    ("cut-by", "V", cut_by, (CUT, SHARP | BODY)),
    ("admitted-with", "V", admitted_with, (ADMITTED, AILMENTS, FIGURE)),
    ("treating", "V", treating, (TREATS, HEALERS, FIGURE)),
    ("crushed", "V", crushed, (CRUSHED, FIGURE)),
    ("listed-missing", "V", listed_missing, (LISTED, _any("missing"), FIGURE)),
    ("not-found", "V", not_found, (_any("found accounted"), _any("not n't never"), FIGURE)),
)

# Most rules need a word that few sentences hold: those of the smallest set lead to the rule.
_ALWAYS = tuple(n for n, (_, _, _, needs) in enumerate(RULES) if not needs)
_RULES_BY_WORD: dict[str, list[int]] = {}
for _number, _row in enumerate(RULES):
    for _word in min(_row[3], key=lambda words: (words == FIGURE, len(words)), default=()):
        _RULES_BY_WORD.setdefault(_word, []).append(_number)

LAST = frozenset({"of-them"})  # asked when all others have been: only for those of whom no other says more


def told_words(s: Sentence) -> frozenset[str]:
    """The sentence's words, and FIGURE's mark where it may hold a number."""
    return frozenset(s.low) | FIGURE if may_count(s.low) else frozenset(s.low)


def rules_for(told: frozenset[str]) -> list[Row]:
    """The rules that the words can be for, in the order of RULES."""
    asked = {*_ALWAYS, *(n for word in _RULES_BY_WORD.keys() & told for n in _RULES_BY_WORD[word])}
    return [RULES[n] for n in sorted(asked) if _holds(told, RULES[n][3])]


def _holds(told: frozenset[str], needs: tuple[frozenset[str], ...]) -> bool:
    for words in needs:  # noqa: SIM110 - a generator takes twice as long, and every sentence asks for every rule
        if words.isdisjoint(told):
            return False
    return True


def may_tell(w: Words, told: frozenset[str], rules: list[Row]) -> bool:
    """Whether any of the rules may find something: asked before the sentence is cut into chunks, which takes longest."""
    return any(name not in _NEED_OTHERS for name, _, _, _ in rules) or _may_harm(w, told)


def _may_harm(w: Words, told: frozenset[str]) -> bool:
    """Whether a verb of harm, or another that becomes one, stands in the sentence: no jail, no nursing home."""
    if not COMPOUNDS.isdisjoint(told):
        return True
    for i, word in enumerate(w.low):
        if word in ENDINGS and i and w.low[i - 1] in ENDINGS[word]:
            return True
        form = FORMS.get(word)
        if form is None or (form.verb.after and (form.verb.after | _FIRE).isdisjoint(told)):
            continue
        if w.is_verb(i) or any(before in _LED or before.endswith("n't") for before in w.low[max(0, i - _REACH) : i]):
            return True
    return False
