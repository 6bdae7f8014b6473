"""Redis and RQ: names, enqueue, counts, blame, waking, and the worker that forks. The only importer of rq and redis."""

from worker.queues.client import Queues, connect
from worker.queues.horse import current_worker, run_worker, stopping
from worker.queues.job import MAX_BATCH
from worker.queues.limits import limit_cpu, limit_memory

__all__ = [
    "MAX_BATCH",
    "Queues",
    "connect",
    "current_worker",
    "limit_cpu",
    "limit_memory",
    "run_worker",
    "stopping",
]
