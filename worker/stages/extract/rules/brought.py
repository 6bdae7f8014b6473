"""What a verb that brings harm about says of it: the storm will claim 40 lives, has not left anybody dead."""

from __future__ import annotations

from worker.model import Realis
from worker.stages.extract.grammar.chunks import Chunk
from worker.stages.extract.mentions import Mention
from worker.stages.extract.rules.sight import Sight
from worker.stages.extract.rules.verb_moods import set_modal

BRINGS = frozenset(
    form
    for verb in (
        "leave leaves left leaving",
        "claim claims claimed claiming",
        "cause causes caused causing",
        "take takes took taken taking",
        "cost costs costing",
        "result results resulted resulting",
        "lead leads led leading",
        "inflict inflicts inflicted inflicting",
        "bring brings brought bringing",
        "mean means meant",
    )
    for form in verb.split()
)


def set_brought(sight: Sight, mentions: list[Mention]) -> None:
    """Gives each harm that such a verb has for its object the verb's modal and its "not"."""
    for mention in mentions if not BRINGS.isdisjoint(sight.s.low) else ():
        verb = _bringer(sight.chunks, mention.start)
        if verb is None or mention.realis is not Realis.ACTUAL:
            continue
        if verb.negated and mention.count.best:
            mention.realis, mention.reason = Realis.DENIED, "not"
        else:
            set_modal(mention, verb, sight)


def _bringer(chunks: list[Chunk], start: int) -> Chunk | None:
    """The verb whose object begins there."""
    i = next((n for n, c in enumerate(chunks) if c.start <= start < c.end), 0)
    before = [c for c in chunks[max(0, i - 2) : i] if c.kind != "P"][-1:]
    return before[0] if before and before[0].kind == "V" and before[0].word in BRINGS and not before[0].passive else None
