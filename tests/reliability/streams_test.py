"""Whoever reads stderr may stop reading (Ctrl-S, a pager), and whoever starts the program may want signals ignored
(nohup): neither stops a scan."""
import os
import pty
import signal
import subprocess
import sys
import termios

import bench

WORDS = ["--time-range", "2h", "--no-artifacts", "--timeout", "20"]


def command(home, fleet, *more):
    return home.command(["--kubeconfig", fleet.kubeconfig, *WORDS, *more])


def written(home):
    return (home.path / "out" / "oom_results.json").exists()


def stopped_terminal(fleet):
    """A terminal that takes nothing: the results are written, and the program ends when it goes on."""
    reader, terminal = pty.openpty()
    with bench.Home() as home:
        termios.tcflow(terminal, termios.TCOOFF)
        process = subprocess.Popen(command(home, fleet), env={**home.environment(), "TERM": "xterm"}, stderr=terminal,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            bench.eventually(lambda: written(home) or process.poll() is not None, bench.RUN_SECONDS_MAX)
            if not written(home):
                yield "no results while the terminal is stopped"
            if process.poll() is not None:
                yield "it did not wait for its reader at the end"
            termios.tcflow(terminal, termios.TCOON)
            os.set_blocking(reader, False)
            said = bytearray()

            def ended():
                try:
                    said.extend(os.read(reader, 65536))
                except BlockingIOError:
                    pass
                return process.poll() is not None

            bench.eventually(ended, bench.RUN_SECONDS_MAX)
            if process.poll() != 0:
                yield f"exit code {process.poll()}"
            if b"done" not in said:
                yield f"what was said is lost: {bytes(said[-300:])}"
        finally:
            process.kill()
            process.wait()
            os.close(reader)
            os.close(terminal)


def interrupted_while_stopped(fleet):
    """Two signals end it at once, whatever the terminal does."""
    reader, terminal = pty.openpty()
    with bench.Home() as home:
        termios.tcflow(terminal, termios.TCOOFF)
        process = subprocess.Popen(command(home, fleet), env={**home.environment(), "TERM": "xterm"}, stderr=terminal,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            bench.eventually(lambda: written(home), bench.RUN_SECONDS_MAX)
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(bench.RUN_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                yield "it waits for a stopped terminal although it was told to stop"
        finally:
            process.kill()
            process.wait()
            os.close(reader)
            os.close(terminal)


def unread_pipe(fleet):
    """A pager that shows its first page: a pipe that is full."""
    reader, pipe = os.pipe()
    os.set_blocking(pipe, False)
    try:
        while True:
            os.write(pipe, b"x" * 4096)
    except BlockingIOError:
        pass
    os.set_blocking(pipe, True)
    with bench.Home() as home:
        process = subprocess.Popen(command(home, fleet), env=home.environment(), stderr=pipe,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            bench.eventually(lambda: written(home), bench.RUN_SECONDS_MAX)
            if not written(home):
                yield "no results while nobody reads the pipe"
        finally:
            process.kill()
            process.wait()
            os.close(reader)
            os.close(pipe)


def ignored_signals(fleet):
    """nohup: a SIGHUP that was ignored does not interrupt, nor does a SIGINT that a shell had ignored."""
    with bench.Home() as home:
        process = subprocess.Popen(["sh", "-c", 'trap "" HUP INT; exec "$@"', "sh", *command(home, fleet)],
                                   env=home.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        # It speaks once its signals are set up.
        first = process.stderr.readline()
        for number in (signal.SIGHUP, signal.SIGINT):
            process.send_signal(number)
        rest = process.stderr.read()
        if process.wait() != 0:
            yield f"exit code {process.returncode}: {first}{rest}"


def main():
    failed = 0
    with bench.Fleet([{"name": bench.HEALTHY, "namespaces": bench.HEALTHY_NAMESPACES}], []) as fleet:
        for test in (stopped_terminal, interrupted_while_stopped, unread_pipe, ignored_signals):
            wrong = list(test(fleet))
            failed += bool(wrong)
            print(f"{test.__name__}: {'; '.join(wrong) or 'ok'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
