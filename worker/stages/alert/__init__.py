"""Alert: event before and after + rule + what was announced -> send, hold or suppress, with the reason; the message.

decide   the decision
message  the facts that every channel's message is made from
"""

from worker.stages.alert.decide import Action, Decision, Occasion, Past, Reason, decide
from worker.stages.alert.message import Evidence, facts

__all__ = ["Action", "Decision", "Evidence", "Occasion", "Past", "Reason", "decide", "facts"]
