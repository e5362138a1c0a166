"""The clients that this machine has: the oldest and the newest, and those between that are there anyway.

OOMSCAN_TEST_CLIENTS (a list, as PATH is) names others. Debian's kubectl 1.20 lies where the testbed fetches it to
(tests/testbed/lib/binaries.sh), its own newest beside it.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess

SECONDS_MAX = 60


def cache_folder():
    chosen = os.environ.get("OOMSCAN_TESTBED_CACHE")
    return pathlib.Path(chosen) if chosen else pathlib.Path(
        os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "oom-scan-testbed"


def candidates():
    named = os.environ.get("OOMSCAN_TEST_CLIENTS")
    if named:
        return [pathlib.Path(each) for each in named.split(":") if each]
    found = [cache_folder() / "debian/usr/bin/kubectl", *sorted(cache_folder().glob("*/bin/kubectl")),
             *sorted(cache_folder().glob("versions/*/kubectl"))]
    for name in ("kubectl", "oc"):
        if path := shutil.which(name):
            found += [pathlib.Path(path), *sorted(pathlib.Path(path).resolve().parent.glob(f"{name}.1.*"))]
    return found


def minor_of(path):
    """The minor version of Kubernetes 1 that a client is made of; None if it does not run or tell."""
    try:
        shown = subprocess.run([path, "version", "--client", "-o", "json"], capture_output=True, timeout=SECONDS_MAX,
                               stdin=subprocess.DEVNULL, check=False)
        version = json.loads(shown.stdout)["clientVersion"]["gitVersion"]
    except (OSError, ValueError, KeyError, subprocess.SubprocessError):
        return None
    if "dispatcher" in version:  # it runs others of its kind
        return None
    number = re.match(r"v?(\d+)\.(\d+)", version)
    if not number:
        return None
    major, minor = int(number[1]), int(number[2])
    return minor if major == 1 else minor + 13 if major == 4 else None


def all_of_them():
    """{minor: path}, ascending; one of each minor."""
    found = {}
    for path in candidates():
        if os.access(path, os.X_OK) and (minor := minor_of(path)) is not None:
            found.setdefault(minor, path)
    return dict(sorted(found.items()))


def oldest_and_newest():
    found = all_of_them()
    ends = list(found)[:1] + list(found)[-1:]
    return {minor: found[minor] for minor in ends}
