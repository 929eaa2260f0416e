"""The service begins with one line, ends in time however it is told to, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.service.served import LAUNCHER, PATIENCE_S, TOKEN, Service, held, wait_for

from tilescribe import __version__, open_catalog
from tilescribe.domain.tile import TileState


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def workers(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] + [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        if task.name != str(pid)
        for child in (task / "children").read_text().split()
    ]


def test_the_ready_line_says_where_it_answers(service: Service) -> None:
    assert set(service.ready) == {"url", "pid", "api_version", "version"}
    assert service.ready["pid"] == service.process.pid
    assert (service.ready["api_version"], service.ready["version"]) == (1, __version__)
    assert service.get("/health")["status"] == "ok"


def test_it_ends_when_standard_input_closes(service: Service) -> None:
    service.end()
    assert service.process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_ends_on_signals_even_with_followers_and_a_batch_in_flight(
    service: Service, imagery: Path, tmp_path: Path, number: signal.Signals
) -> None:
    catalog, gate = tmp_path / "area.gpkg", tmp_path / "gate"
    job = service.index(service.make(catalog), imagery, captioner=held(gate, tiles=2))
    service.until(job, done=2)
    (worker,) = workers(service.process.pid)
    stream = service.connect()
    stream.request("GET", f"/v1/jobs/{job}/stream", headers={"Authorization": f"Bearer {TOKEN}"})
    stream.getresponse().read(20)
    service.process.send_signal(number)
    assert service.wait() == 0, "neither the batch nor the follower ends by itself"
    stream.close()
    gate.touch()
    wait_for(lambda: not is_alive(worker), what="the worker ends with its batch")
    with open_catalog(catalog) as store:
        assert store.verify() == []


def test_it_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    # The parent gives its child a pipe that it does not own itself, so that only its death can tell.
    parent = (
        "import os, subprocess, sys\n"
        f"p = subprocess.Popen([sys.executable, {str(LAUNCHER)!r}], stdin=int(sys.argv[1]), stdout=subprocess.PIPE)\n"
        "print(p.stdout.readline().decode(), flush=True)\n"
        "sys.stdin.read()\n"
    )
    reading, writing = os.pipe()
    env = {**os.environ, "TILESCRIBE_TOKEN": TOKEN, "TILESCRIBE_STATE": str(tmp_path / "state")}
    process = subprocess.Popen(
        [sys.executable, "-c", parent, str(reading)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=env,
        pass_fds=[reading],
    )
    assert process.stdout is not None
    pid = json.loads(process.stdout.readline())["pid"]
    process.kill()
    process.communicate()
    wait_for(lambda: not is_alive(pid), what="its parent is gone")
    os.close(reading)
    os.close(writing)


def test_detached_it_goes_on_without_standard_input(tmp_path: Path) -> None:
    service, other = Service(tmp_path / "state", "--detached"), Service(tmp_path / "other")
    assert service.process.stdin is not None
    service.process.stdin.close()
    other.end()  # by the time that one which is not detached has noticed
    assert service.get("/health")["status"] == "ok"
    service.process.terminate()
    assert service.wait() == 0


def test_a_batch_that_does_not_end_does_not_hold_it(service: Service, imagery: Path, tmp_path: Path) -> None:
    job = service.index(service.make(tmp_path / "area.gpkg"), imagery, captioner="stuck")
    service.until(job, done=2)  # both are told of, though they come at once and nothing comes after them
    (worker,) = workers(service.process.pid)
    service.end()
    os.kill(worker, signal.SIGKILL)  # it would give itself twenty seconds
    with Service(service.state) as again:
        assert again.get(f"/jobs/{job}")["state"] == "interrupted"


def test_the_end_interrupts_a_job_which_the_next_start_continues(
    service: Service, imagery: Path, tmp_path: Path
) -> None:
    catalog, gate = tmp_path / "area.gpkg", tmp_path / "gate"
    job = service.index(service.make(catalog), imagery, captioner=held(gate, tiles=3))
    service.until(job, done=3)
    (worker,) = workers(service.process.pid)
    service.end()
    gate.touch()
    wait_for(lambda: not is_alive(worker), what="the worker ends with its batch")
    with open_catalog(catalog) as store:
        kept = sum(raster.tiles.get(TileState.DONE, 0) for raster in store.rasters())
    with Service(service.state) as again:
        stored = again.get(f"/jobs/{job}")
        assert (stored["state"], stored["can_continue"]) == ("interrupted", True)
        assert stored["request"]["paths"] == [str(imagery)]
        following = again.post(f"/jobs/{job}/continue")
        assert following["continues"] == job
        finished = again.finish(following["id"])
    assert finished["state"] == "done"
    assert finished["result"]["done"] == 27 - kept


def test_a_killed_service_leaves_an_interrupted_job_and_no_worker(
    service: Service, imagery: Path, tmp_path: Path
) -> None:
    catalog, gate = tmp_path / "area.gpkg", tmp_path / "gate"
    job = service.index(service.make(catalog), imagery, captioner=held(gate, tiles=3))
    service.until(job, done=3)
    (worker,) = workers(service.process.pid)
    service.process.kill()
    service.wait()
    gate.touch()
    wait_for(lambda: not is_alive(worker), what="it heard of the death by the end of its input")
    with open_catalog(catalog) as store:
        assert store.verify() == []
    with Service(service.state) as again:
        assert [one["state"] for one in again.get("/jobs")["jobs"]] == ["interrupted"]
        assert again.finish(again.post(f"/jobs/{job}/continue")["id"])["state"] == "done"
        assert [one["path"] for one in again.get("/catalogs")["catalogs"]] == [str(catalog)]


def test_a_token_is_made_up_in_a_file_that_only_the_user_can_read(tmp_path: Path) -> None:
    service = Service(tmp_path / "state", token=None)
    (file,) = service.state.glob("token-*")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert str(file) in service.log.read_text()
    service.token = file.read_text().strip()
    assert len(service.token) > 30
    assert service.get("/health")["status"] == "ok"
    service.end()
    assert not file.exists()
    assert service.token not in service.log.read_text()


def test_a_token_comes_through_a_file_descriptor(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"from-a-file-descriptor\n")
    command = [sys.executable, str(LAUNCHER), "--token-fd", str(reading)]
    env = {**os.environ, "TILESCRIBE_STATE": str(tmp_path / "state")}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, pass_fds=[reading]
    )
    os.close(reading)
    os.close(writing)
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    import http.client

    connection = http.client.HTTPConnection(ready["url"].removeprefix("http://"))
    connection.request("GET", "/v1/health", headers={"Authorization": "Bearer from-a-file-descriptor"})
    assert connection.getresponse().status == 200
    connection.close()
    process.communicate()


@pytest.mark.parametrize("token", ["short", "with a space in it, long enough", "ünïcödé-ünïcödé-ünïcödé"])
def test_a_token_that_could_be_guessed_or_not_sent_is_refused(tmp_path: Path, token: str) -> None:
    env = {**os.environ, "TILESCRIBE_TOKEN": token, "TILESCRIBE_STATE": str(tmp_path / "state")}
    ended = subprocess.run([sys.executable, str(LAUNCHER)], env=env, capture_output=True, text=True, timeout=PATIENCE_S)
    assert ended.returncode == 2
    assert "16 or more printable ASCII characters" in ended.stderr
    assert token not in ended.stderr


def test_a_port_that_is_taken_is_said_so(service: Service, tmp_path: Path) -> None:
    env = {**os.environ, "TILESCRIBE_TOKEN": TOKEN, "TILESCRIBE_STATE": str(tmp_path / "other")}
    command = [sys.executable, str(LAUNCHER), "--port", str(service.port)]
    ended = subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=PATIENCE_S, stdin=subprocess.DEVNULL
    )
    assert ended.returncode == 2
    assert f"port {service.port} cannot be had" in ended.stderr


def test_models_load_in_the_background_while_health_answers(service: Service, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    catalog_id = service.make(catalog)
    # The first search with another embedder waits for it; health does not.
    waiting = service.connect()
    waiting.request(
        "POST",
        f"/v1/catalogs/{catalog_id}/search",
        json.dumps({"question": "a lake", "embedder": "slow"}),
        {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
    )

    def states() -> list[str]:
        return [one["state"] for one in service.get("/health")["models"] if one["name"] == "slow"]

    wait_for(lambda: states() == ["loading"], what="health answers meanwhile")
    (tmp_path / "state" / "loaded").touch()
    wait_for(lambda: states() == ["ready"], what="it is loaded")
    assert waiting.getresponse().status == 200
    waiting.close()
