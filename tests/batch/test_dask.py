"""A cluster on this computer: what it does with tasks, workers that die, and its sockets."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck.batch.dask_clusters import (
    SlurmProfile,
    check_scheduler,
    dask_pool,
    read_profile,
    slurm_cluster,
)
from formcheck.batch.pool import Pool
from formcheck.errors import MachineError, SettingsError, UsageError
from tests.support.worker_tasks import die_once, die_or_double

distributed = pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")

_PROFILE = """
jobs = 25
job_cores = 8
memory_per_core = "1.5GB"
walltime = "02:00:00"
lifetime = "1h50m"
queue = "short"
account = "back-pain"
scratch = "$TMPDIR"
prologue = ["module load python/3.12"]
directives = ["--export=NONE"]
"""


@pytest.fixture
def pool() -> Iterator[Any]:
    """Return a pool of two workers, started as ``--dask-local`` does."""
    with dask_pool(None, 2, None) as opened:
        yield opened


def _run(pool: Pool[Any, Any], work: Any, tasks: list[Any]) -> dict[Any, Any]:
    pool._work, pool._name = work, str  # type: ignore[attr-defined]
    answered = list(pool.run(tasks))
    assert len(answered) == len(tasks)
    return {item.task: item.answer for item in answered}


def _listening(processes: Iterable[Any]) -> list[tuple[str, int]]:
    """Return the addresses that processes listen on."""
    return [
        (connection.laddr.ip, connection.laddr.port)
        for process in processes
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_tasks_deaths_and_sockets(pool: Any, tmp_path: Path) -> None:
    client = pool._client
    assert client.scheduler_info()["address"].startswith("tls://127.0.0.1:")
    own = psutil.Process()
    workers = [child for child in own.children(recursive=True) if _listening([child])]
    assert len(workers) == 2
    assert {ip for ip, _ in _listening([own, *workers])} == {"127.0.0.1"}

    plain = client.scheduler_info()["address"].replace("tls://", "tcp://")
    with pytest.raises((OSError, ValueError)):
        distributed.Client(plain, timeout=2, set_as_default=False)

    assert _run(pool, die_or_double, [1, 2, 3, 4, 5]) == {1: 2, 2: 4, 3: 6, 4: 8, 5: 10}
    # A worker that is lost in the middle of a task costs that task alone, which is done again.
    marks = [str(tmp_path / name) for name in "ab"]
    assert _run(pool, die_once, marks) == {mark: mark for mark in marks}
    # What the dashboard would show of a task is a hash.
    keys = client.run_on_scheduler(lambda dask_scheduler: [*dask_scheduler.tasks])
    assert not [key for key in keys if str(tmp_path) in str(key)]


def test_a_scheduler_elsewhere_needs_tls() -> None:
    for address in ("tls://10.0.0.1:8786", "tcp://127.0.0.1:8786", "localhost:8786", "[::1]:1"):
        check_scheduler(address, insecure=False)
    for address in ("tcp://10.0.0.1:8786", "cluster.example:8786", "0.0.0.0:8786"):
        with pytest.raises(UsageError, match="TLS"):
            check_scheduler(address, insecure=False)


def test_without_tls_a_warning_stands(caplog: pytest.LogCaptureFixture) -> None:
    check_scheduler("tcp://10.0.0.1:8786", insecure=True)
    assert "does not use TLS" in caplog.text


@pytest.mark.slow
def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.batch.dask_clusters._CONNECT_S", 1.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        opening = dask_pool(f"tcp://127.0.0.1:{free.getsockname()[1]}", None, None)
        with pytest.raises(MachineError, match="cannot be reached"):
            opening.__enter__()


def test_a_profile(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(_PROFILE, encoding="utf-8")
    assert read_profile(path).jobs == 25
    for text in ("", "jobs = 0", "jobs = 1\nqueu = 'x'", "jobs = 1\nmemory_per_core = '1'", "jobs"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError):
            read_profile(path)
    with pytest.raises(SettingsError):
        read_profile(tmp_path / "absent.toml")


@pytest.mark.slow
def test_the_job_script(tmp_path: Path) -> None:
    pytest.importorskip("dask_jobqueue")
    path = tmp_path / "profile.toml"
    path.write_text(f'{_PROFILE}shared = "{tmp_path}"\n', encoding="utf-8")
    with slurm_cluster(read_profile(path)) as cluster:
        script = cluster.job_script()
        assert cluster.scheduler_address.startswith("tls://")
        page = cluster.scheduler_info["services"]["dashboard"]
        (host,) = {ip for ip, port in _listening([psutil.Process()]) if port == page}
        assert host == "127.0.0.1"
    for line in (
        "#SBATCH -p short",
        "#SBATCH -A back-pain",
        "#SBATCH --cpus-per-task=8",
        "#SBATCH --mem=12G",
        "#SBATCH -t 02:00:00",
        "#SBATCH --export=NONE",
        "export OMP_NUM_THREADS=1",
        "module load python/3.12",
    ):
        assert line in script.splitlines(), script
    # Eight processes of one thread, with certificates, and no page of their own.
    assert "--nworkers 8 " in script
    assert "--nthreads 1 " in script
    assert "--no-dashboard" in script
    assert "--lifetime 1h50m" in script
    assert all(f"--tls-{part} " in script for part in ("key", "cert", "ca-file"))
    assert os.environ.get("HOME", "/none") not in script.split("\n", 1)[0]


def test_a_small_profile_is_enough() -> None:
    assert SlurmProfile(jobs=1).job_cores == 8


def test_one_line_where_dask_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MachineError, match=r"\.\[dask\]"), dask_pool(None, 1, None):
        pass
