"""A machine that is full, read-only, poor, stopped, or somebody else's."""
import fcntl
import os
import pty
import shutil
import signal
import struct
import subprocess
import termios
import threading
import time

import bench
from row import PODS_OF_HURT, Row

QUICK = ("--timeout", "15", "--retries", "2")
OLD = '{"findings": "of the run before"}\n'
NOBODY = 61_000  # the first of the user ids that rows run as; each its own, for the limits count per user


def shell(line):
    """The program runs as "$@" of a line of bash."""
    return lambda home, fleet: {"prefix": ["bash", "-c", line.replace("HOME_OF_ROW", str(home.path)), "_"]}


def not_root():
    return "" if os.geteuid() == 0 else "needs root"


def no_mounts():
    done = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    return not_root() or ("" if done.returncode == 0 else "no mount namespaces here")


def no_clocks():
    done = subprocess.run(["unshare", "--time", "true"], capture_output=True, check=False)
    return not_root() or ("" if done.returncode == 0 else "no time namespaces here")


def no_other_user():
    if not_root():
        return not_root()
    for program in (bench.PROGRAM, bench.TOOL):
        done = subprocess.run(["setpriv", f"--reuid={NOBODY}", "--clear-groups", "test", "-x", program], check=False)
        if done.returncode != 0:
            return f"another user cannot run '{program}'"
    return ""


def as_another_user(number, line):
    """Like shell, but as a user who owns the row's folder."""
    def prepare(home, fleet):
        user = NOBODY + number
        kubeconfig = home.path / "kubeconfig"
        shutil.copy(fleet.kubeconfig, kubeconfig)
        for path in [home.path, *home.path.rglob("*")]:
            os.chown(path, user, user)
        become = f"exec setpriv --reuid={user} --regid={user} --clear-groups bash -c '{line}' _ "
        changed = shell(become + '"$@"')(home, fleet)
        return {**changed, "kubeconfig": kubeconfig, "environment": {"HOME": str(home.path)}}
    return prepare


def with_mounts(line):
    """A line of bash in a mount namespace of its own: nothing of it is seen outside."""
    def prepare(home, fleet):
        changed = shell(line)(home, fleet)
        return {"prefix": ["unshare", "--mount", "--propagation", "private", *changed["prefix"]]}
    return prepare


A_FULL_DISK = ('mount -t tmpfs -o size=8k none HOME_OF_ROW/out && "$@"; code=$?; '
               "ls -A HOME_OF_ROW/out | sed 's/^/left: /' >&2; exit $code")
A_READ_ONLY_FOLDER = ('mount --bind HOME_OF_ROW/out HOME_OF_ROW/out && mount -o remount,ro,bind HOME_OF_ROW/out && '
                      'exec "$@"')


def nothing_written(injected, says, *, prepare, **more):
    return Row(injected, prepare=prepare, words=QUICK, exit=1, report=False, says=says, **more)


def refused(injected, says, *, prepare, **more):
    return Row(injected, prepare=prepare, words=QUICK, exit=2, report=False, says=says, **more)


def no_artifacts(injected, why, prepare, **more):
    """The scan goes on without artifacts of the row's cluster, and that is a gap."""
    return Row(injected, prepare=prepare, artifacts=True, words=QUICK, gaps=(("", "artifacts", why),), **more)


def leaves_nothing_in_the_full_folder(home, fleet, outcome):
    if "left: oom_results.json" in outcome.err or "left: .oom" in outcome.err:
        yield "half of a file was left on the full disk"


def with_old_results(line):
    def prepare(home, fleet):
        (home.path / "out/oom_results.json").write_text(OLD, encoding="utf-8")
        return shell(line)(home, fleet)
    return prepare


def keeps_old_results(home, fleet, outcome):
    if (home.path / "out/oom_results.json").read_text(encoding="utf-8") != OLD:
        yield "the results of the run before are not what they were"


def in_a_terminal(command, environment, home):
    """Its window changes size all the time."""
    master, slave = pty.openpty()
    process = subprocess.Popen(command, env={**environment, "TERM": "xterm"}, stdin=slave, stdout=slave, stderr=slave,
                               start_new_session=True)
    os.close(slave)
    said = bytearray()

    def resize():
        for columns in (200, 1, 40, 0, 65535, 80) * 200:
            if process.poll() is not None:
                return
            fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            process.send_signal(signal.SIGWINCH)
            time.sleep(bench.POLL_SECONDS)

    resizing = threading.Thread(target=resize)
    resizing.start()
    while True:
        try:
            said += os.read(master, 65536)
        except OSError:
            break  # Linux's way to say that the other end is closed
    resizing.join()
    os.close(master)
    return process.wait(), said.decode(errors="replace"), ""


def stopped_and_continued(with_children):
    """As when a laptop's lid is closed in mid-scan, longer than --timeout."""
    def run(command, environment, home):
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        lines = []
        reading = threading.Thread(target=lambda: lines.extend(process.stderr))
        reading.start()
        bench.eventually(lambda: any("started" in line for line in lines), 10)
        time.sleep(0.5)  # into the answer that takes two seconds
        stopped = [process.pid, *(bench.processes_naming(str(home.path)) if with_children else [])]
        for number in stopped:
            os.kill(number, signal.SIGSTOP)
        time.sleep(4)
        for number in reversed(stopped):
            os.kill(number, signal.SIGCONT)
        out = process.stdout.read()
        reading.join()
        return process.wait(), out, "".join(lines)
    return run


def own_output(make):
    def prepare(home, fleet):
        home.output = home.path / "elsewhere"
        make(home.output)
        return {}
    return prepare


def artifacts_link(home, fleet):
    (home.path / "elsewhere").mkdir()
    (home.path / "artifacts" / home.cluster).symlink_to(home.path / "elsewhere")
    return {}


def in_a_place_of_ones_own(home, fleet, outcome):
    """Where the cluster's directory is not to be trusted, a private one beside it is used, and that is no gap."""
    if (home.path / "elsewhere").exists() and list((home.path / "elsewhere").iterdir()):
        yield "artifacts were written through a symbolic link"
    if not list((home.path / "artifacts").glob(f"oom-scan-*/{home.cluster}/*_desc.txt")):
        yield "no description was saved in a place of one's own"


def elsewhere(injected, prepare, **more):
    """The artifacts of the row's cluster are saved in a private place instead."""
    return Row(injected, prepare=prepare, artifacts=True, words=QUICK, exit=0, check=in_a_place_of_ones_own, **more)


def artifacts_of_another(home, fleet):
    folder = home.path / "artifacts" / home.cluster
    folder.mkdir()
    os.chown(folder, NOBODY, NOBODY)
    return {}


def results_link(home, fleet):
    (home.path / "victim").write_text(OLD, encoding="utf-8")
    (home.path / "out/oom_results.json").symlink_to(home.path / "victim")
    return {}


def link_is_followed(home, fleet, outcome):
    if (home.path / "victim").read_text(encoding="utf-8") == OLD:
        yield "the results are not where the link leads"
    if not (home.path / "out/oom_results.json").is_symlink():
        yield "the link was replaced by a file"


def results_of_another(home, fleet):
    """A sticky folder of root, with results of root, and a program of somebody else's."""
    changed = as_another_user(9, 'exec "$@"')(home, fleet)
    for path in (home.path / "out", home.path / "out/oom_results.json", home.path / "out/oom_results.csv"):
        if path.suffix:
            path.write_text(OLD, encoding="utf-8")
        os.chown(path, 0, 0)
        path.chmod(0o1777 if path.is_dir() else 0o644)
    return changed


def stdout_holds_no_results(home, fleet, outcome):
    if outcome.out:
        yield "something was written to a closed stdout"


ROWS = [
    nothing_written("disk full: a tmpfs of 8 kB", "no space left", needs=no_mounts, prepare=with_mounts(A_FULL_DISK),
                    check=leaves_nothing_in_the_full_folder),
    nothing_written("file size limit: ulimit -f 1", "ulimit -f", prepare=with_old_results('ulimit -f 1; exec "$@"'),
                    check=keeps_old_results),
    nothing_written("results to stdout, which is /dev/full", "stdout failed",
                    prepare=shell('exec "$@" --format json,- >/dev/full')),
    nothing_written("results to stdout, which is closed", "stdout failed",
                    prepare=shell('exec "$@" --format json,- >&-')),
    Row("stdout is /dev/full, results in files", prepare=shell('exec "$@" >/dev/full'), words=QUICK, exit=1),
    Row("stdout closed (>&-), results in files", prepare=shell('exec "$@" >&-'), words=QUICK, exit=1,
        check=stdout_holds_no_results),
    Row("stdout read no further than the first line (| head -n 1)",
        prepare=shell('"$@" | head -n 1; exit "${PIPESTATUS[0]}"'), words=QUICK, exit=0),
    Row("stderr closed", prepare=shell('exec "$@" 2>&-'), words=QUICK, exit=0),
    Row("stdin closed", prepare=shell('exec "$@" <&-'), words=QUICK, exit=0),
    Row("stdin, stdout and stderr closed", prepare=shell('exec "$@" <&- >&- 2>&-'), words=QUICK, exit=1),
    refused("output directory: missing", "is not there", prepare=own_output(lambda path: None)),
    refused("output directory: a file", "is not a directory", prepare=own_output(lambda path: path.write_text(""))),
    refused("output directory: read-only", "is not writable", needs=no_mounts,
            prepare=with_mounts(A_READ_ONLY_FOLDER)),
    nothing_written("results: a directory of that name is in the way", "it is a directory",
                    prepare=lambda home, fleet: (home.path / "out/oom_results.json").mkdir() or {}),
    nothing_written("results: a FIFO of that name is in the way", "not a regular file",
                    prepare=lambda home, fleet: os.mkfifo(home.path / "out/oom_results.json") or {}),
    nothing_written("results: files of another user in a sticky directory", "operation not permitted",
                    needs=no_other_user, prepare=results_of_another, check=keeps_old_results),
    Row("results: a symbolic link of one's own is followed", prepare=results_link, words=QUICK, exit=0,
        check=link_is_followed),
    elsewhere("artifacts: a symbolic link in the path", artifacts_link),
    elsewhere("artifacts: a directory of another user", artifacts_of_another, needs=not_root),
    elsewhere("artifacts: a file is in the way",
              lambda home, fleet: (home.path / "artifacts" / home.cluster).write_text("") and None or {}),
    Row("open files: ulimit -n 6", prepare=shell('ulimit -n 6; exec "$@"'), words=QUICK, exit=1, report=False,
        says="limit of open files"),
    Row("processes: ulimit -u 1", prepare=as_another_user(1, 'ulimit -u 1; exec "$@"'), needs=no_other_user,
        words=QUICK, exit=1, report=False, says="raise the limit of processes"),
    Row("the terminal changes its size all the time", [{"path": PODS_OF_HURT, "delay_ms": 1500}],
        words=(*QUICK, "--strategy", "namespace"), exit=0, run=in_a_terminal),
    Row("stopped for 4 s and continued (SIGSTOP, SIGCONT)", [{"path": PODS_OF_HURT, "delay_ms": 2000}],
        words=("--timeout", "3", "--retries", "3", "--strategy", "namespace"), exit=0, run=stopped_and_continued(False),
        seconds=30),
    Row("stopped for 4 s with all its children (a laptop's lid)", [{"path": PODS_OF_HURT, "delay_ms": 2000}],
        words=("--timeout", "3", "--retries", "3", "--strategy", "namespace"), exit=0, run=stopped_and_continued(True),
        seconds=30),
    Row("no HOME, no TMPDIR, no XDG_RUNTIME_DIR", words=QUICK, exit=0, prepare=lambda home, fleet: {
        "environment": {"HOME": None, "TMPDIR": None, "XDG_RUNTIME_DIR": None}}),
    Row("an empty environment but for PATH", words=QUICK, exit=0, prepare=lambda home, fleet: {
        "environment": {name: None for name in os.environ if name != "PATH"}}),
    Row("XDG_RUNTIME_DIR and TMPDIR lead nowhere", words=QUICK, exit=0, prepare=lambda home, fleet: {
        "environment": {"XDG_RUNTIME_DIR": "/nowhere", "TMPDIR": "/nowhere"}}),
    Row("the monotonic clock is days ahead of the machine's", words=QUICK, exit=0, needs=no_clocks,
        prepare=lambda home, fleet: {"prefix": ["unshare", "--time", "--fork", "--monotonic", "1000000", "--boottime",
                                                "1000000"]}),
]
