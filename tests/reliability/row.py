"""A row of the table: what is injected, and what has to come of it."""
import dataclasses
import typing

import bench


@dataclasses.dataclass
class Outcome:
    """How one run ended."""
    code: int
    out: str
    err: str
    seconds: float
    report: typing.Any  # None: none was written
    left_behind: list


@dataclasses.dataclass
class Row:
    injected: str  # in words, for the table
    faults: list = dataclasses.field(default_factory=list)  # of fleet_sim, without the cluster
    door: str = "open"
    words: tuple = ()  # of the command line, beside those that every row has
    exit: int = 3
    gaps: tuple = ()  # (namespace, what, why) of the cluster with the fault; exactly these
    lost: tuple = ()  # namespaces of it whose findings need not be there; "*": all
    healthy_gaps: tuple = ()  # of the healthy cluster, where the fault is the host's
    report: bool = True  # False: no results are written
    says: str = ""  # must occur in what is said, where the gap's own words are not it
    seconds: float = 25  # until it must have ended: a deadline, not a measurement
    namespaces: tuple = tuple(bench.FAULTY_NAMESPACES)
    artifacts: bool = False
    # Prepares a run, given (home, fleet); returns what differs: {"kubeconfig": path, "environment": {...}, where None
    # takes a variable away, "prefix": words before the command}.
    prepare: typing.Callable = None
    # Runs the program instead of the runner, given (command, environment, home); returns (code, out, err).
    run: typing.Callable = None
    # Complaints of its own, given (home, fleet, outcome).
    check: typing.Callable = None
    needs: typing.Callable = None  # returns why it cannot run on this machine; empty: it can


# Time enough for a busy machine; where the fault is that nobody answers, the scan is to wait less long.
PATIENT = ("--timeout", "15")
HASTY = ("--timeout", "4")
ONCE = ("--retries", "1")
TWICE = ("--retries", "2")
NAMESPACES = ("--strategy", "namespace")
PODS_OF_HURT = "/api/v1/namespaces/hurt/pods"


def patience(why):
    return HASTY if why == "timed_out" else PATIENT


def hurt_pods(injected, why, *, words=ONCE, seconds=25, namespaces=tuple(bench.FAULTY_NAMESPACES), **fault):
    """The pods of 'hurt' cannot be read: its findings may be gone, all others must be there."""
    return Row(injected, [{"path": PODS_OF_HURT, **fault}], words=(*NAMESPACES, *patience(why), *words),
               gaps=(("hurt", "pods", why),), lost=("hurt",), seconds=seconds, namespaces=namespaces)


def healed(injected, *faults, words=ONCE, seconds=25, namespaces=tuple(bench.FAULTY_NAMESPACES)):
    """A fault that passes, or that harms nothing: all findings, no gap."""
    return Row(injected, [{"path": PODS_OF_HURT, **fault} for fault in faults], words=(*NAMESPACES, *PATIENT, *words),
               exit=0, seconds=seconds, namespaces=namespaces)
