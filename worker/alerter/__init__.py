"""The alerter: works the outbox. One asyncio task per channel, so that a hanging endpoint delays only itself.

service  starts and ends the lanes, wakes them, re-reads alerts.toml
lane     one channel: claim, send, finish
pace     how fast a channel may go: spacing, digests, a closed door while its endpoint is down. Pure
"""

from worker.alerter.service import main, run

__all__ = ["main", "run"]
