"""The service unit: its score, what it names, and the real bot at work inside what it forbids."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import load_config
from bot.health.health import HealthSettings
from bot.health.telling import ALARMS
from simulator.client import SimulatorClient
from simulator.running import RunningSimulator
from tests.bot.cli_testkit import TOKEN, Installation, install, succeeded, token_in
from tests.deploy.confined import UNIT, directives, missing

ROOT = UNIT.parents[1]
ALARM_PATH, ALARM_SERVICE = (UNIT.with_name(f"ruggensteun-alarm.{kind}") for kind in ("path", "service"))
LIMIT, ALARM_LIMIT = 2.0, 2.5
"""How exposed they may be; the alarm runs as root, to read the file of the bot's account and to deliver mail."""

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here"
)
WHY_NOT = missing() if shutil.which("systemd-analyze") else "needs systemd-analyze"
needs_confinement = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "none")


@needs_systemd
@pytest.mark.parametrize(
    ("unit", "limit"), [(UNIT, LIMIT), (ALARM_SERVICE, ALARM_LIMIT)], ids=["bot", "alarm"]
)
def test_the_exposure_is_low(unit: Path, limit: float) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    (score,) = re.findall(r"exposure level for \S+: ([0-9.]+)", shown)
    assert float(score) <= limit


@needs_systemd
def test_every_directive_is_known() -> None:
    units = [str(unit) for unit in (UNIT, ALARM_PATH, ALARM_SERVICE)]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    complaints = [
        line for line in done.stderr.splitlines() if "ruggensteun" in line and "not executable" not in line
    ]
    assert complaints == []


def test_secrets_come_as_credentials_and_nothing_secret_is_in_the_unit() -> None:
    says = directives()
    assert [value.partition(":")[0] for value in says["LoadCredential"]] == [
        "operational.key",
        "signing.key",
        "bot.token",
    ]
    assert "Environment" not in says
    assert says["ExecStart"][0].endswith("run --config /etc/ruggensteun/ruggensteun.toml")
    assert int(says["WatchdogSec"][0]) >= 3 * HealthSettings().look_every.total_seconds()


def test_the_documented_configuration_fits_the_unit(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "c.toml").write_text(block)
    config = load_config(tmp_path / "c.toml")
    names = {config.storage.operational_key_file, config.storage.signing_key_file, config.telegram.token_file}
    assert {f"credential:{v.partition(':')[0]}" for v in directives()["LoadCredential"]} == names
    assert str(config.storage.data_directory) == f"/var/lib/{directives()['StateDirectory'][0]}"
    for name in ("SystemCallFilter", "WatchdogSec", "LoadCredential", "ProtectSystem"):
        assert name in page


def test_the_alarm_watches_the_file_that_the_documented_configuration_names() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    (path,) = directives(ALARM_PATH)["PathChanged"]
    assert f'file = "{path}"' in page
    assert path.startswith(f"/run/{directives()['RuntimeDirectory'][0]}/")
    assert directives(ALARM_PATH)["Unit"] == [ALARM_SERVICE.name] == directives()["OnFailure"]
    assert directives(ALARM_SERVICE)["ExecStart"] == [f"/etc/ruggensteun/alarm {path}"]


def test_every_alarm_is_in_the_table() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    named = {
        code.partition(":")[0] for code in re.findall(r"^\| `([a-z-]+(?::ROLE)?)` \|", page, re.MULTILINE)
    }
    assert named == set(ALARMS)


ATTEMPTS = {
    "write elsewhere": "open('/etc/x', 'w')",
    "write in the program": f"open({str(ROOT / 'x')!r}, 'w')",
    "start a program from the data": "subprocess.run([data + '/run'], check=True)",
    "mount": "call(libc.mount(b'none', b'/mnt', b'tmpfs', 0, None))",
    "a namespace": "call(libc.unshare(0x10000000))",
    "watch another process": "call(libc.ptrace(16, os.getppid(), None, None))",
    "load a kernel module": "call(libc.syscall(175, None, 0, b''))",
    "become somebody": "os.setuid(1)",
    "own a file of another": "os.chown(data + '/run', 1, 1)",
    "set the clock": "time.clock_settime(time.CLOCK_REALTIME, 0)",
    "raw packets": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "a higher priority": "os.setpriority(os.PRIO_PROCESS, 0, -5)",
    "executable memory": "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)",
    "a core dump": "call(libc.setrlimit(resource.RLIMIT_CORE, (ctypes.c_uint64 * 2)(1, 1)))",
}
PREFACE = """
import ctypes, mmap, os, resource, socket, subprocess, sys, time
libc = ctypes.CDLL(None, use_errno=True)
data = sys.argv[1]
def call(result):
    if result < 0: raise OSError(ctypes.get_errno(), 'refused')
try:
    {attempt}
except OSError as error:
    sys.exit(0 if error.errno in (1, 13, 30) else f'another error: {{error.errno}}')
sys.exit('it was allowed')
"""


@needs_confinement
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_is_forbidden_fails(tmp_path: Path, attempt: str) -> None:
    (tmp_path / "run").write_text("#!/bin/sh\n")
    (tmp_path / "run").chmod(0o700)
    program = PREFACE.format(attempt=ATTEMPTS[attempt])
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.deploy.confined", str(tmp_path), "--"),
            *(sys.executable, "-c", program, str(tmp_path)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def with_credentials(made: Installation) -> Path:
    """Let the configuration name credentials, as docs/deploy.md says; the directory they are in."""
    folder = made.folder / "credentials"
    folder.mkdir(mode=0o700)
    config = made.config
    names = {
        "operational.key": config.storage.operational_key_file,
        "signing.key": config.storage.signing_key_file,
        "bot.token": config.telegram.token_file,
    }
    text = made.file.read_text()
    for name, path in names.items():
        shutil.copy(path, folder / name)
        text = text.replace(f'"{path}"', f'"credential:{name}"')
    made.file.write_text(text)
    return folder


@pytest.fixture
def invited(tmp_path: Path) -> tuple[Installation, str, Path]:
    """An installation with credentials, what `invite` showed, and where the credentials are."""
    made = install(tmp_path)
    shown = succeeded(made.invite_reporter())
    return made, shown, with_credentials(made)


@needs_confinement
async def test_the_bot_works_inside(invited: tuple[Installation, str, Path]) -> None:
    made, shown, credentials = invited
    async with RunningSimulator(token=TOKEN, bot_username="proef_bot") as simulator:
        with made.file.open("a", encoding="utf-8") as file:
            file.write(f'base_url = "{simulator.base_url}"\nbase_file_url = "{simulator.base_file_url}"\n')
        async with SimulatorClient(simulator.control_url) as client:
            data = str(load_config(made.file).storage.data_directory)
            bot = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.deploy.confined", data, "--"),
                *(
                    sys.executable,
                    "-c",
                    "from bot.cli.main import main; main()",
                    "run",
                    "--config",
                    str(made.file),
                ),
                cwd=ROOT,
                env={**os.environ, "CREDENTIALS_DIRECTORY": str(credentials), "PYTHONPATH": str(ROOT)},
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            await client.waits_for_call("setMyCommands")
            sanne = await client.new_person("Sanne")
            await sanne.sends(f"/start {token_in(shown)}")
            await sanne.waits_for(lambda message: "Welkom" in str(message))
            await sanne.sends("Er stond iemand voor mijn deur")
            await sanne.waits_for(lambda message: "ben je nu veilig" in str(message))
            bot.send_signal(signal.SIGTERM)
            _, err = await asyncio.wait_for(bot.communicate(), 60)
    assert bot.returncode == 0, err.decode()
    assert b"run.stopped" in err
    assert b'"error"' not in err
