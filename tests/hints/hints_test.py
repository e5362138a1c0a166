"""Every hint that the program prints is followed to the letter, and what it promises is what comes. A hint that stands
in the source and is followed by no test fails this one: add it to one of the files beside it.

Usage: hints_test.py SOURCE_DIR [FUNCTION...]
"""
import importlib
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "reliability"))
import bench  # noqa: E402
import following  # noqa: E402
import hints_elsewhere  # noqa: E402
import hints_of_source  # noqa: E402

MODULES = ["usage_hints", "machine_hints", "cluster_hints", "prometheus_hints", "doctor_hints"]
IMPOSSIBLE_MAX = 54
# Hints of histories: not followed yet; tests/history and tests/unit/store hold some of their words. To be followed here.
NOT_YET = ("src/store/", "src/record/", "src/app/history.cpp", "src/cli/history_options.cpp")


class Home(bench.Home):
    def run(self, command, environment=None, **more):
        """Runs it in this folder; output as text."""
        changed = {**self.environment(), **(environment or {})}
        return subprocess.run([str(word) for word in command], env=changed, cwd=more.pop("cwd", self.path),
                              capture_output=True, text=True, errors="replace", check=False,
                              stdin=subprocess.DEVNULL, timeout=bench.RUN_SECONDS_MAX, **more)


def main():
    for module in MODULES:
        importlib.import_module(module)
    source, wanted = sys.argv[1], sys.argv[2:]
    failed = False
    impossible = hints_elsewhere.CANNOT_BE_FOLLOWED
    known = set(following.FOLLOWERS) | set(following.ELSEWHERE) | set(impossible)
    stand = hints_of_source.all_hints(source)
    for hint, file in stand.items():
        if hint not in known and not wanted and not file.startswith(NOT_YET):
            failed = True
            print(f"NOT FOLLOWED by any test: {file}: {hint}")
    if len(impossible) > IMPOSSIBLE_MAX:
        failed = True
        print(f"{len(impossible)} hints are listed as not followed: that list must not grow")
    for hint in sorted(known - set(stand)):
        failed = True
        print(f"STANDS NOWHERE in the source any more: {hint}")
    for function in dict.fromkeys(following.FOLLOWERS.values()):
        if wanted and function.__name__ not in wanted:
            continue
        with Home() as home:
            complaints = list(function(home))
        failed = failed or bool(complaints)
        print(f"{function.__name__}: {'ok' if not complaints else ''}")
        for each in complaints:
            print(f"  NOT TRUE: {each}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
