"""Runs the program against an API server that lies and a healthy one, side by side in one run, and holds it to what
must come of it: bounded memory, bounded time, a gap of the liar, and the healthy cluster whole.

Usage: lies_test.py [all|each|some|NAME,NAME] [--table FILE]. `some` is the cheap choice for every day; `each` is every lie once, by the four ways in turn; `all` is every lie by both
transports and both strategies (scripts/lies).
"""
import argparse
import concurrent.futures
import dataclasses
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "reliability"))
import bench  # noqa: E402
import checks  # noqa: E402
import lies  # noqa: E402
import memory  # noqa: E402
from hostile_server import CONTEXT  # noqa: E402

MIB = 1 << 20
MEMORY_LIMIT_MIB = 192
# What comes on top: the program itself, pages that the allocator holds, what is allocated until the end is noticed.
OWN_MIB_MAX = MEMORY_LIMIT_MIB + 192
CHILD_MIB_MAX = 512 + 128  # the limit, and what one can take between two looks
CLUSTER_SECONDS = 15
SECONDS_MAX = 60  # a deadline, not a measurement
BUDGETS = ("--timeout", "10", "--retries", "1", "--cluster-timeout", str(CLUSTER_SECONDS),
           "--memory-limit", str(MEMORY_LIMIT_MIB))
SERVER = pathlib.Path(__file__).parent / "hostile_server.py"

WAYS = (("proxy", "cluster"), ("exec", "namespace"), ("proxy", "namespace"), ("exec", "cluster"))
# One of each kind of harm, and those that were found first.
SOME = (("endless-pages-of-large-pods", "proxy", "cluster"), ("protobuf-of-large-elements", "proxy", "cluster"),
        ("body-of-large-elements", "exec", "namespace"), ("repeating-token", "proxy", "namespace"),
        ("bomb-of-pods", "proxy", "namespace"), ("million-namespaces", "proxy", "namespace"),
        ("deep-arrays", "proxy", "cluster"), ("endless-trailers", "exec", "cluster"),
        ("bomb-in-an-error", "exec", "cluster"), ("describe-bomb", "proxy", "cluster"),
        ("noise-of-a-tenant", "proxy", "cluster"), ("huge-header", "proxy", "cluster"))


@dataclasses.dataclass
class Outcome:
    lie: lies.Lie
    transport: str
    strategy: str
    code: int = -1
    seconds: float = 0
    own: int = 0
    child: int = 0
    gaps: str = ""
    wrong: list = dataclasses.field(default_factory=list)
    said: str = ""

    def cells(self):
        return [self.lie.words, self.transport, self.strategy, self.gaps or "none", f"{self.seconds:.1f}",
                str(self.own // MIB), str(self.child // MIB)]


class Liar:
    def __init__(self, lie):
        self._folder = tempfile.TemporaryDirectory(prefix="oom-scan-liar-")
        self.folder = pathlib.Path(self._folder.name)
        self._process = subprocess.Popen([sys.executable, SERVER, "--lie", lie.name, "--dir", self.folder])

    def __enter__(self):
        if not bench.eventually((self.folder / "ready").exists, bench.START_SECONDS_MAX):
            self.__exit__()
            raise RuntimeError("the hostile server did not come up")
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def kubeconfig_beside(self, healthy, home):
        """One kubeconfig for both: the healthy one's, and in it the liar's context."""
        view = [bench.TOOL, "--kubeconfig", healthy, "config", "view", "--raw", "--flatten", "--output", "json"]
        config = json.loads(subprocess.run(view, check=True, capture_output=True, text=True).stdout)
        own = json.loads((self.folder / "kubeconfig").read_text(encoding="utf-8"))
        for part in ("clusters", "users", "contexts"):
            config[part] = (config[part] or []) + own[part]
        path = home.path / "kubeconfig"
        path.write_text(json.dumps(config), encoding="utf-8")
        return path


def complaints(outcome, report, healthy, left):
    yield from (f"left behind: {each}" for each in left)
    if outcome.seconds > SECONDS_MAX:
        yield f"took {outcome.seconds:.1f} s, should end within {SECONDS_MAX} s"
    if outcome.own > OWN_MIB_MAX * MIB:
        yield f"took {outcome.own // MIB} MiB, should take less than {OWN_MIB_MAX}"
    if outcome.child > CHILD_MIB_MAX * MIB:
        yield f"a child took {outcome.child // MIB} MiB, should take less than {CHILD_MIB_MAX}"
    if report is None:
        yield f"exit code {outcome.code}, and no results"
        return
    yield from checks.findings(report, healthy, ())
    yield from checks.gaps(report, healthy, [])
    liar = checks.coverage_of(report, {"context": CONTEXT})
    if liar is None:
        yield "the liar is not in the report"
        return
    missed = [gap for gap in liar["gaps"] if gap["what"] != "history"]
    outcome.gaps = "; ".join(sorted({f"{gap['what']}: {gap['why']}" for gap in liar["gaps"]}))
    if not outcome.lie.harmless and not missed:
        yield "the lie was believed: no gap"
    if outcome.code != (3 if liar["gaps"] else 0):
        yield f"exit code {outcome.code}"


def run(lie, transport, strategy, fleet):
    outcome = Outcome(lie, transport, strategy)
    healthy = fleet.true_cluster(bench.HEALTHY)
    with bench.Home() as home, Liar(lie) as liar:
        words = ["--kubeconfig", liar.kubeconfig_beside(fleet.kubeconfig, home), "--contexts",
                 f"{healthy['context']},{CONTEXT}", "--time-range", "2h", "--transport", transport, "--strategy", strategy,
                 *BUDGETS, *([] if lie.artifacts else ["--no-artifacts"])]
        began = time.monotonic()
        process = subprocess.Popen([str(word) for word in home.command(words)], env=home.environment(),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        watch = memory.Watch(process.pid)
        try:
            _, said = process.communicate(timeout=2 * SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            _, said = process.communicate()
        watch.end()
        outcome.seconds, outcome.code = time.monotonic() - began, process.returncode
        outcome.own, outcome.child = watch.own, watch.child
        outcome.said = said.decode(errors="replace")[-1500:]
        outcome.wrong = list(complaints(outcome, home.report(), healthy, home.left_behind()))
    return outcome


def chosen(which):
    if which == "some":
        by_name = {each.name: each for each in lies.ALL}
        return [(by_name[name], transport, strategy) for name, transport, strategy in SOME]
    if which == "each":
        return [(lie, *WAYS[number % len(WAYS)]) for number, lie in enumerate(lies.ALL)]
    return [(lie, transport, strategy) for lie in lies.ALL if lie.name in which or "all" in which
            for transport, strategy in WAYS]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="?", default="some", help="some, each, all, or names of lies with commas")
    parser.add_argument("--at-once", type=int, default=3)
    parser.add_argument("--table", type=pathlib.Path, help="where to write what came of it, as a table in Markdown")
    options = parser.parse_args()
    which = options.which if options.which in ("some", "each") else options.which.split(",")
    clusters = [{"name": bench.HEALTHY, "namespaces": bench.HEALTHY_NAMESPACES}]
    with bench.Fleet(clusters, []) as fleet, concurrent.futures.ThreadPoolExecutor(options.at_once) as pool:
        outcomes = []
        for outcome in pool.map(lambda each: run(*each, fleet), chosen(which)):
            outcomes.append(outcome)
            print(f"{'FAILED' if outcome.wrong else 'ok':6} {outcome.lie.name:28} {outcome.transport:5} "
                  f"{outcome.strategy:9} exit {outcome.code} {outcome.seconds:5.1f} s  {outcome.own // MIB:4} MiB, child "
                  f"{outcome.child // MIB:4} MiB  {outcome.gaps}", flush=True)
            for line in outcome.wrong:
                print(f"       {line}")
            if outcome.wrong:
                print(outcome.said)
    if options.table:
        heads = ["sent", "transport", "strategy", "gaps", "s", "MiB", "MiB of a child"]
        rows = [heads, ["---"] * len(heads), *(each.cells() for each in outcomes)]
        options.table.write_text("".join(f"| {' | '.join(row)} |\n" for row in rows), encoding="utf-8")
    failed = sum(1 for each in outcomes if each.wrong)
    print(f"{len(outcomes)} runs, {failed} failed; most memory {max(each.own for each in outcomes) // MIB} MiB, of a "
          f"child {max(each.child for each in outcomes) // MIB} MiB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
