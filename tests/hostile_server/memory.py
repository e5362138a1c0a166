"""Peak memory of a program and of each of its descendants, looked at while it runs: the kernel keeps each one's highest."""
import pathlib
import re
import threading
import time

LOOK_SECONDS = 0.02


def descendants(pid):
    found, waiting = [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        try:
            threads = list(pathlib.Path(f"/proc/{each}/task").iterdir())
        except OSError:
            continue  # the process has ended
        for thread in threads:
            try:
                waiting += [int(word) for word in (thread / "children").read_text().split()]
            except OSError:
                pass  # the thread has ended
    return found


def peak_bytes(pid):
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


class Watch:
    """While it lives: the highest memory of the program (`own`) and of its largest descendant (`child`)."""

    def __init__(self, pid):
        self.own = self.child = 0
        self._pid, self._ended = pid, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self):
        while not self._ended.is_set():
            peaks = {each: peak_bytes(each) for each in descendants(self._pid)}
            self.own = max(self.own, peaks.pop(self._pid, 0))
            self.child = max(self.child, *peaks.values(), 0)
            time.sleep(LOOK_SECONDS)

    def end(self):
        self._ended.set()
        self._thread.join()
