"""Dask clusters for a batch: one on this computer, SLURM jobs, or one that is there already.

What is started here listens on this computer alone, or demands TLS; whoever reaches a
scheduler without it can run any program on the workers.
"""

from __future__ import annotations

import ipaddress
import logging
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.pool import Pool, own_cores
from formcheck.batch.task import ClipTask, score_task
from formcheck.batch.worker import stay_on_core
from formcheck.bounds import explain_value
from formcheck.errors import MachineError, SettingsError, UsageError
from formcheck.words.machine import WORDS

if TYPE_CHECKING:
    from distributed import Client

_LOOPBACK = "127.0.0.1"
#: A free port of this computer, reached from nowhere else.
_OWN_PORT = f"{_LOOPBACK}:0"
_CONNECT_S = 20.0
#: Jobs that are ended by the queue take workers with them; a clip outlives so many of them.
_QUEUE_DEATHS = 10
#: So long a worker that died has to come back; on a busy computer Dask's own 15 s are too short.
_RESTART = "5m"

_log = logging.getLogger(__name__)


class SlurmProfile(BaseModel):
    """How workers are started as SLURM jobs; a profile is these names in a TOML file.

    ``job_cores`` workers share a job, one core each. ``scratch`` is a folder of each node,
    ``shared`` one that all nodes see, where the certificates of this run are kept.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    jobs: int = Field(ge=1, le=10_000)
    job_cores: int = Field(default=8, ge=1, le=1024)
    memory_per_core: str = Field(default="1GB", pattern=r"^\d+(\.\d+)? ?[MG]i?B$")
    walltime: str = Field(default="04:00:00", pattern=r"^(\d+-)?\d{1,2}:\d\d:\d\d$")
    lifetime: str = Field(default="3h50m", pattern=r"^(\d+h)?(\d+m)?$")
    queue: str | None = None
    account: str | None = None
    interface: str | None = None
    python: str | None = None
    scratch: str = "$TMPDIR"
    shared: str = "~/.cache/formcheck/dask"
    prologue: list[str] = []
    directives: list[str] = []


def read_profile(path: Path) -> SlurmProfile:
    """Read a profile.

    Raises
    ------
    SettingsError
        There is no such file, or something in it cannot be.
    """
    try:
        return SlurmProfile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"The profile “{path}” cannot be read.", "Check the name.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"“{path}” is no TOML file: {error}.", "docs/batch.md shows one."
        ) from error
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(map(str, problem["loc"]))
        raise SettingsError(
            f"“{name}” in the profile: {explain_value(problem, SlurmProfile)}.",
            "docs/batch.md shows a profile.",
        ) from error


@contextmanager
def dask_pool(
    scheduler: str | None, local_workers: int | None, slurm: Path | None, *, insecure: bool = False
) -> Iterator[Pool[ClipTask, ClipOutcome]]:
    """Give a pool on a cluster; one that was started here is ended with the block.

    Parameters
    ----------
    scheduler : str or None
        Address of a scheduler that runs already.
    local_workers : int or None
        Workers to start on this computer.
    slurm : Path or None
        Profile of workers to start as SLURM jobs.
    insecure : bool
        Whether a scheduler on another computer may do without TLS.

    Raises
    ------
    MachineError
        Dask is not installed, or the cluster cannot be reached or started.
    UsageError
        The scheduler does not use TLS.
    """
    _check_installed("distributed", "dask")
    from formcheck.batch.dask_pool import DaskPool  # noqa: PLC0415  an extra

    if scheduler is not None:
        check_scheduler(scheduler, insecure=insecure)
        opening = _connected(scheduler)
    elif slurm is not None:
        opening = _slurm(read_profile(slurm))
    else:
        opening = _local(local_workers or 1)
    with opening as client:
        yield DaskPool(client, score_task, lambda task: f"{task.out}\n{task.clip.folder}")


def check_scheduler(address: str, *, insecure: bool) -> None:
    """Refuse a scheduler on another computer that does not use TLS, unless that is wanted.

    Raises
    ------
    UsageError
    """
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme in {"tls", "inproc"} or _is_loopback(parts.hostname or ""):
        return
    if not insecure:
        raise UsageError(
            f"The scheduler at {parts.netloc} does not use TLS: whoever reaches it can run "
            "programs on its workers, and see the clips.",
            "Start it with TLS and name it tls://…, or add --insecure in a network of your own.",
        )
    _log.warning("%s", WORDS.text("warning.without_tls", scheduler=parts.netloc))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_installed(module: str, extra: str) -> None:
    from importlib.util import find_spec  # noqa: PLC0415

    if find_spec(module) is None:
        raise MachineError(
            f"This needs the package “{module}”, which is not installed.",
            f"In the folder of your copy of formcheck: pip install '.[{extra}]'",
        )


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """Connect to a scheduler; certificates are those of Dask's own configuration."""
    from distributed import Client  # noqa: PLC0415  an extra

    try:
        client = Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise MachineError(
            f"The Dask scheduler at {address} cannot be reached: {type(error).__name__}.",
            "See whether it runs; for tls:// name the certificates in Dask's configuration.",
        ) from error
    with client:
        yield client


@contextmanager
def _local(workers: int) -> Iterator[Client]:
    import dask  # noqa: PLC0415  an extra
    from distributed import Client, LocalCluster  # noqa: PLC0415
    from distributed.diagnostics.plugin import WorkerPlugin  # noqa: PLC0415

    class OneCore(WorkerPlugin):  # type: ignore[misc]
        """Keeps each worker to a processor of its own."""

        def setup(self, worker: Any) -> None:
            cores = own_cores()
            if cores and isinstance(worker.name, int):
                stay_on_core(cores[worker.name % len(cores)])

    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": _RESTART}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host=_LOOPBACK,
            # Without an address of its own, the page of the scheduler is open to the network.
            dashboard_address=_OWN_PORT,
            worker_dashboard_address=_OWN_PORT,
            memory_limit=0,
            # What a worker says while it is ended is nothing that went wrong.
            silence_logs=logging.CRITICAL,
            **_with_tls(),
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        client.register_plugin(OneCore(), name="one-core")
        yield client


def _with_tls() -> dict[str, Any]:
    """Return what makes a cluster speak TLS with certificates of this run."""
    from distributed.security import Security  # noqa: PLC0415  an extra

    return {"security": Security.temporary(), "protocol": "tls://"}


@contextmanager
def _slurm(profile: SlurmProfile) -> Iterator[Client]:
    import dask  # noqa: PLC0415  an extra
    from distributed import Client  # noqa: PLC0415

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": _QUEUE_DEATHS}),
        slurm_cluster(profile) as cluster,
    ):
        # Not scaled once: jobs end with their lifetime or are taken away, and others follow.
        cluster.adapt(minimum_jobs=profile.jobs, maximum_jobs=profile.jobs)
        with Client(cluster, set_as_default=False) as client:
            client.wait_for_workers(1)
            yield client


def slurm_cluster(profile: SlurmProfile) -> Any:
    """Return a cluster of SLURM jobs, none of which is asked for yet."""
    _check_installed("dask_jobqueue", "slurm")
    from dask_jobqueue import SLURMCluster  # noqa: PLC0415  an extra

    certificates = Path(profile.shared).expanduser()
    certificates.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, unit = _split_memory(profile.memory_per_core)
    return SLURMCluster(
        queue=profile.queue,
        account=profile.account,
        # As many processes as cores: two clips never share a process.
        cores=profile.job_cores,
        processes=profile.job_cores,
        memory=f"{number * profile.job_cores:g}{unit}",
        walltime=profile.walltime,
        interface=profile.interface,
        local_directory=profile.scratch,
        shared_temp_directory=str(certificates),
        worker_extra_args=[
            *("--lifetime", profile.lifetime, "--lifetime-stagger", "5m"),
            "--no-dashboard",
        ],
        job_script_prologue=["export OMP_NUM_THREADS=1", *profile.prologue],
        job_extra_directives=profile.directives,
        scheduler_options={"dashboard_address": _OWN_PORT},
        **({} if profile.python is None else {"python": profile.python}),
        **_with_tls(),
    )


def _split_memory(text: str) -> tuple[float, str]:
    number = text.rstrip("MGiB ")
    return float(number), text[len(number) :].strip()
