"""Where work runs: lanes are the only threads outside the window's own.

A serial lane runs one job at a time in order; a free lane runs several. Both are injected, so
that a test can pass `InlineLane`.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Lane(Protocol):
    """Runs jobs somewhere and hands back a future."""

    def submit(self, job: Callable[[], T]) -> "Future[T]":
        """Queue `job`; its exception, if any, is the future's."""
        ...

    def close(self) -> None:
        """Refuse new jobs, drop those not begun, wait for those under way unless the lane says otherwise."""
        ...


class _PoolLane:
    def __init__(self, name: str, workers: int) -> None:
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix=name)

    def submit(self, job: Callable[[], T]) -> "Future[T]":
        return self._pool.submit(job)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class SerialLane(_PoolLane):
    """One thread, jobs in order: for whatever must not be shared."""

    def __init__(self, name: str = "serial") -> None:
        super().__init__(name, workers=1)


class FreeLane(_PoolLane):
    """Several threads, no order."""

    def __init__(self, name: str = "free", workers: int = 2) -> None:
        super().__init__(name, workers=workers)


class DetachedLane(_PoolLane):
    """One thread for a job that may be left behind: closing does not wait for it.

    Python itself would wait at its end: whoever leaves a lane that is `busy` ends the process with
    `os._exit`, so only a job that can be killed at any moment belongs here.
    """

    def __init__(self, name: str = "detached") -> None:
        super().__init__(name, workers=1)
        self._jobs: list[Future[Any]] = []

    def submit(self, job: Callable[[], T]) -> "Future[T]":
        future = super().submit(job)
        self._jobs = [one for one in self._jobs if not one.done()]
        self._jobs.append(future)
        return future

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def busy(self) -> bool:
        """Whether a job is still under way."""
        return any(not job.done() for job in self._jobs)


class InlineLane:
    """Runs the job at once on the caller's thread: for tests and the command line."""

    def submit(self, job: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()
        try:
            future.set_result(job())
        except Exception as error:  # noqa: BLE001 - handed to whoever reads the future
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Nothing to wait for."""
