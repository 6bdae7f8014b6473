"""Alert: event before and after + rule + what was announced -> send, hold or suppress, with the reason; the message.

terms    the words of the decision
decide   the decision
ledger   what becomes of what was announced when two events turn out to be one, or one turns out to be two
digest   which alerts of one channel go out together
message  the facts that every channel's message is made from
"""

from worker.stages.alert.decide import decide
from worker.stages.alert.message import Evidence, facts
from worker.stages.alert.terms import Action, Decision, Occasion, Past, Reason, Silence

__all__ = ["Action", "Decision", "Evidence", "Occasion", "Past", "Reason", "Silence", "decide", "facts"]
