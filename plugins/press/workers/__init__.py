"""Workers: what could take for ever is done in a child process, which is stopped at its limits."""

from press.workers.crew import Crew, cores
from press.workers.failures import JobFailed, TooCostly
from press.workers.time_limit import limited
from press.workers.worker import Worker

__all__ = ("Crew", "JobFailed", "TooCostly", "Worker", "cores", "limited")
