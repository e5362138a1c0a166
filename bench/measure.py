"""One run of a command as a whole: what it and all processes that it starts cost.

CPU, bytes and exit code are the kernel's own accounts of everything that was waited for; memory, threads, processes and
descriptors are sampled every few milliseconds, so short peaks may be missed, never invented.
"""
import dataclasses
import json
import pathlib
import statistics
import subprocess
import sys
import threading
import time

SAMPLE_SECONDS = 0.01

# Runs the command in a fresh interpreter, whose accounts hold nothing else. As subreaper it also gets those whose parent
# ended first. rchar counts read(2), as Go's runtime does on sockets; libcurl uses recv(2), which it does not count: with
# an `oc proxy` in between each byte that came from the server is counted once, on its way into the proxy.
PROBE = r"""
import ctypes, json, os, resource, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
def received():
    with open("/proc/self/io") as file:
        return int(file.readline().split()[1])
before, began = received(), time.monotonic()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
wall = time.monotonic() - began
for _ in range(200):
    try:
        if os.waitpid(-1, os.WNOHANG)[0] == 0:
            time.sleep(0.01)
    except ChildProcessError:
        break
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "bytes": received() - before, "code": code}))
"""


@dataclasses.dataclass
class Run:
    wall: float            # seconds
    cpu: float             # seconds, user and system, children included
    received: float        # bytes
    code: int
    peaks: dict            # name of a process -> MiB of the largest of that name
    sum_mib: float         # largest sum over all processes alive at one moment
    threads: int           # most at one moment, in the command's first process
    processes: int         # most at one moment
    descriptors: int       # most at one moment, in the command's first process


class Sampler(threading.Thread):
    """Watches a process' descendants until it is stopped."""

    def __init__(self, root):
        super().__init__(daemon=True)
        self.root, self.peaks, self.sum_kib = root, {}, 0
        self.threads = self.processes = self.descriptors = 0
        self.ended = threading.Event()

    @staticmethod
    def children(pid):
        found = []
        try:
            for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
                found += [int(word) for word in (task / "children").read_text().split()]
        except OSError:
            pass  # it has ended
        return found

    def descendants(self):
        level, found = self.children(self.root), []
        while level:
            found += level
            level = [child for pid in level for child in self.children(pid)]
        return found

    def look(self):
        total = 0
        pids = self.descendants()
        self.processes = max(self.processes, len(pids))
        for place, pid in enumerate(pids):
            try:
                fields = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
                if "VmHWM" not in fields:
                    continue  # a zombie
                name = fields["Name"].strip()
                self.peaks[name] = max(self.peaks.get(name, 0), int(fields["VmHWM"].split()[0]))
                total += int(fields["VmRSS"].split()[0])
                if place == 0:
                    self.threads = max(self.threads, int(fields["Threads"]))
                    self.descriptors = max(self.descriptors, len(list(pathlib.Path(f"/proc/{pid}/fd").iterdir())))
            except (OSError, ValueError):
                pass  # it has ended
        self.sum_kib = max(self.sum_kib, total)

    def run(self):
        while not self.ended.wait(SAMPLE_SECONDS):
            self.look()


def run_once(command, environment):
    probe = subprocess.Popen([sys.executable, "-c", PROBE, *map(str, command)], env=environment,
                             stdout=subprocess.PIPE, text=True)
    sampler = Sampler(probe.pid)
    sampler.start()
    said = json.loads(probe.communicate()[0])
    sampler.ended.set()
    sampler.join()
    return Run(said["wall"], said["cpu"], said["bytes"], said["code"],
               {name: kib / 1024 for name, kib in sampler.peaks.items()}, sampler.sum_kib / 1024, sampler.threads,
               sampler.processes, sampler.descriptors)


def medians(runs):
    """One Run of the medians of several."""
    middle = lambda values: statistics.median(values)
    names = sorted({name for run in runs for name in run.peaks})
    return Run(middle([run.wall for run in runs]), middle([run.cpu for run in runs]),
               middle([run.received for run in runs]), runs[0].code,
               {name: middle([run.peaks.get(name, 0) for run in runs]) for name in names},
               middle([run.sum_mib for run in runs]), max(run.threads for run in runs),
               max(run.processes for run in runs), max(run.descriptors for run in runs))


def successful_run(command, environment, codes):
    """SystemExit if it ends with another code: a failure is not a measurement."""
    run = run_once(command, environment)
    if run.code not in codes:
        raise SystemExit(f"exit code {run.code}: {' '.join(map(str, command))[:300]}")
    time.sleep(0.05)
    return run


def measure(command, environment, runs, warm_up=True, codes=(0,)):
    """The medians of so many runs."""
    if warm_up:
        run_once(command, environment)
    return medians([successful_run(command, environment, codes) for _ in range(runs)])


def measure_in_turn(commands, environment, runs, after_each):
    """The medians of several commands by name, each run once in every round, so that what else the machine and the server
    do is shared by all. `commands`: name -> (command, codes). after_each(name) is called after each run."""
    done = {name: [] for name in commands}
    for warm_up in (True, *[False] * runs):
        for name, (command, codes) in commands.items():
            run = successful_run(command, environment, codes)
            after_each(name)
            if not warm_up:
                done[name].append(run)
    return {name: medians(each) for name, each in done.items()}
