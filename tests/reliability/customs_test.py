"""Customs of terminals and shells: what the environment says of colour and width, windows that are narrow, a stdout that
is full, a configuration that comes from a pipe, and a look at the terminal from where nothing can be written."""
import fcntl
import os
import pathlib
import pty
import re
import signal
import struct
import subprocess
import sys
import tempfile
import termios

import bench

WORDS = ["--time-range", "2h", "--no-artifacts", "--skip-prometheus", "--timeout", "20"]
CLUSTERS = [{"name": bench.HEALTHY, "namespaces": bench.HEALTHY_NAMESPACES}]
COLOUR = "\x1b["
NARROW = 40
NOBODY = 65534


def environment(home, **changed):
    kept = {name: value for name, value in home.environment().items()
            if name not in ("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM")}
    return {**kept, **changed}


def in_a_pipe(home, words, **changed):
    return subprocess.run(words, env=environment(home, **changed), capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL, timeout=bench.RUN_SECONDS_MAX, cwd=home.path)


def on_a_terminal(home, words, columns=120, stderr=subprocess.DEVNULL, user=None, cwd=None, **changed):
    """(exit code, what stood on the terminal); stderr is not the terminal."""
    reader, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(words, env=environment(home, **changed), stdout=terminal, stderr=stderr,
                               stdin=subprocess.DEVNULL, user=user, cwd=cwd or home.path)
    os.close(terminal)
    text = b""
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:  # the last holder of the terminal has ended
            break
        if not part:
            break
        text += part
    os.close(reader)
    said = process.stderr.read() if process.stderr else b""
    return process.wait(), text.decode(errors="replace").replace("\r\n", "\n") + said.decode(errors="replace")


def colours(home, scan):
    """CLICOLOR, CLICOLOR_FORCE, NO_COLOR, TERM and --color, each where it is asked."""
    for terminal, coloured, changed, words in [
            (True, True, {"TERM": "xterm"}, []),
            (True, False, {}, []),
            (True, False, {"TERM": ""}, []),
            (True, False, {"TERM": "dumb"}, []),
            (True, False, {"TERM": "xterm", "CLICOLOR": "0"}, []),
            (True, True, {"TERM": "xterm", "CLICOLOR": "1"}, []),
            (True, False, {"TERM": "xterm", "NO_COLOR": "1"}, []),
            (True, True, {"TERM": "xterm", "CLICOLOR": "0"}, ["--color", "always"]),
            (False, False, {"TERM": "xterm"}, []),
            (False, True, {"CLICOLOR_FORCE": "1"}, []),
            (False, False, {"CLICOLOR_FORCE": "0"}, []),
            (False, False, {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, []),
            (False, False, {"CLICOLOR_FORCE": "1"}, ["--color", "never"])]:
        out = (on_a_terminal(home, scan + words, **changed)[1] if terminal
               else in_a_pipe(home, scan + words, **changed).stdout)
        if "OOMKilled" not in out:
            yield f"{changed} {words}: no results: {out[-300:]}"
        elif (COLOUR in out) != coloured:
            yield f"{changed} {words}, terminal: {terminal}: coloured is not {coloured}"


def columns(home, scan):
    """COLUMNS where there is no terminal; a terminal's own width where there is one."""
    wide = in_a_pipe(home, scan, COLUMNS="200").stdout
    narrow = in_a_pipe(home, scan, COLUMNS="60").stdout
    usual = in_a_pipe(home, scan).stdout
    if not max(map(len, wide.splitlines())) > 80 >= max(map(len, usual.splitlines())):
        yield "COLUMNS=200 is not heeded in a pipe"
    if len(narrow.splitlines()) <= len(usual.splitlines()):
        yield "COLUMNS=60 is not heeded in a pipe"
    # What it says of itself (the time it took) is left out.
    for wrong in ("0", "-3", "wide", "99999999999"):
        if len(in_a_pipe(home, scan, COLUMNS=wrong).stdout.splitlines()) != len(usual.splitlines()):
            yield f"COLUMNS={wrong} is taken for a width"
    code, text = on_a_terminal(home, scan, columns=60, COLUMNS="200")
    if code != 0 or max(map(len, text.splitlines())) > 80:
        yield "COLUMNS wins over the terminal"


def breakable(line):
    """Whether a line could have been broken at a blank behind its indent: names, paths and commands cannot."""
    return " " in re.sub(r"^ *(\S+: )?", "", line)


def narrow_windows(home, scan, fleet):
    """In 40 columns only what cannot be broken overflows; commands stay whole to be copied."""
    doctor = [bench.PROGRAM, "doctor", "--oc", home.client, "--kubeconfig", fleet.kubeconfig, "--skip-prometheus"]
    for words in (scan, doctor, [bench.PROGRAM, "--help"], [bench.PROGRAM, "doctor", "--help"]):
        _, text = on_a_terminal(home, words, columns=NARROW, TERM="dumb")
        if not text:
            yield f"{words[1]} prints nothing"
        for line in text.splitlines():
            is_to_be_copied = line.lstrip().startswith(("> ", "$ ", "oom-scan ")) or " = " in line
            if len(line) > NARROW and breakable(line) and not is_to_be_copied:
                yield f"{len(line)} columns: {line}"


def full_stdout(home, fleet):
    """Whatever is printed and does not arrive is no success; whoever has read enough is not told."""
    for words in (["--help"], ["doctor", "--help"], ["--version"], ["--list-detectors"], ["rbac"],
                  ["--list-contexts", "--kubeconfig", fleet.kubeconfig]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([bench.PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False,
                                  env=environment(home), timeout=bench.RUN_SECONDS_MAX)
        if done.returncode != 1 or "stdout failed" not in done.stderr:
            yield f"{words} >/dev/full: {done.returncode}, {done.stderr}"
        pipe, ours = os.pipe()
        os.close(pipe)
        done = subprocess.run([bench.PROGRAM, *words], stdout=ours, stderr=subprocess.PIPE, text=True, check=False,
                              env=environment(home), timeout=bench.RUN_SECONDS_MAX)
        os.close(ours)
        if done.returncode not in (0, -signal.SIGPIPE) or done.stderr:
            yield f"{words} | true: {done.returncode}, {done.stderr}"


def piped_configuration(home, scan):
    """--config <(...): read as a file is; a FIFO in a folder, which nobody may ever write to, is refused at once."""
    for text, code in (("format = ['json']\n", 0), ("frmat = ['json']\n", 2)):
        done = subprocess.run(["bash", "-c", f'"$@" --config <(printf "{text}")', "bash", *scan], capture_output=True,
                              env=environment(home), text=True, check=False, timeout=bench.RUN_SECONDS_MAX)
        if done.returncode != code:
            yield f"{text!r}: {done.returncode}, {done.stderr}"
    if (home.output / "oom_results.csv").exists():
        yield "the configuration was not heeded"
    os.mkfifo(home.path / "fifo")
    done = in_a_pipe(home, [*scan, "--config", "fifo"])
    if done.returncode != 2 or "not a regular file" not in done.stderr:
        yield f"a FIFO: {done.returncode}, {done.stderr}"


def unwritable_folder(fleet):
    """A look at the terminal needs no place for files; who asked for files, or reads no terminal, is told there is none."""
    if os.getuid() != 0:
        print("  not tried: a place where root cannot write is not to be had without root")
        return
    with bench.Home() as home, tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        place.chmod(0o755)
        # Where another user can go: not into the folders of tests.
        program, config = place / "oom-scan", place / "kubeconfig"
        program.write_bytes(pathlib.Path(bench.PROGRAM).read_bytes())
        program.chmod(0o755)
        config.write_bytes(fleet.kubeconfig.read_bytes())
        config.chmod(0o644)
        words = [program, "--oc", home.client, "--kubeconfig", config, *WORDS]
        changed = {"HOME": "/nonexistent", "XDG_RUNTIME_DIR": "", "TERM": "dumb"}
        code, text = on_a_terminal(home, words, cwd=place, user=NOBODY, stderr=subprocess.PIPE, **changed)
        if code != 0 or "OOMKilled" not in text or "no result files are written" not in text:
            yield f"a look at the terminal: {code}, {text[-500:]}"
        code, text = on_a_terminal(home, [*words, "--format", "csv"], cwd=place, user=NOBODY, stderr=subprocess.PIPE,
                                   **changed)
        if code != 2 or "not writable" not in text:
            yield f"a format was asked for: {code}, {text[-500:]}"
        done = subprocess.run(words, env=environment(home, **changed), cwd=place, user=NOBODY, capture_output=True,
                              text=True, check=False, timeout=bench.RUN_SECONDS_MAX)
        if done.returncode != 2:
            yield f"without a terminal: {done.returncode}, {done.stderr}"


def main():
    failed = 0
    with bench.Fleet(CLUSTERS, []) as fleet, bench.Home() as home, bench.Home() as other:
        scan = home.command(["--kubeconfig", fleet.kubeconfig, *WORDS])
        fresh = other.command(["--kubeconfig", fleet.kubeconfig, *WORDS])
        for name, found in (("colours", colours(home, scan)), ("columns", columns(home, scan)),
                            ("narrow_windows", narrow_windows(home, scan, fleet)),
                            ("full_stdout", full_stdout(home, fleet)),
                            ("piped_configuration", piped_configuration(other, fresh)),
                            ("unwritable_folder", unwritable_folder(fleet))):
            wrong = list(found)
            failed += bool(wrong)
            print(f"{name}: {'; '.join(wrong) or 'ok'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
