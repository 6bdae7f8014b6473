"""Redis and RQ: names, enqueue, counts, blame, waking, and the worker that forks. The only importer of rq and redis."""

from worker.queues.client import Queues, Wakes, WorkerInfo, connect, safe_url
from worker.queues.job import FUNCTION, MAX_BATCH, QUEUE

__all__ = ["FUNCTION", "MAX_BATCH", "QUEUE", "Queues", "Wakes", "WorkerInfo", "connect", "safe_url"]
