"""Redis and RQ: names, enqueue, counts, blame, waking, and the worker that forks. The only importer of rq and redis."""

from worker.queues.client import Queues, WorkerInfo, connect, safe_url
from worker.queues.horse import current_worker, run_worker, stopping
from worker.queues.job import FUNCTION, MAX_BATCH, QUEUE
from worker.queues.limits import limit_cpu, limit_memory
from worker.queues.wakes import Wakes

__all__ = [
    "FUNCTION",
    "MAX_BATCH",
    "QUEUE",
    "Queues",
    "Wakes",
    "WorkerInfo",
    "connect",
    "current_worker",
    "limit_cpu",
    "limit_memory",
    "run_worker",
    "safe_url",
    "stopping",
]
