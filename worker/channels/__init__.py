"""Where alerts go: one module per kind of channel, each with a pure payload(); send() posts it.

base      what is sent, where the secrets are, what an endpoint's answer means
message   words that every channel uses: figures, place, date; cutting and cleaning text from strangers
schedule  when a delivery that failed goes out again
sample    the made-up alert of `tollwatch alerts test`
"""

from worker.channels.base import Item, Message
from worker.channels.sample import try_channel
from worker.channels.sending import client_for, secret_names, send

__all__ = ["Item", "Message", "client_for", "secret_names", "send", "try_channel"]
