"""Measurements as tables in Markdown."""
import datetime
import os


def peaks(run):
    """'oom-scan 31, kubectl 52': the largest process of each name, in MiB, the largest first, small ones left out."""
    shown = sorted(((name, size) for name, size in run.peaks.items() if size >= 1), key=lambda each: -each[1])
    return ", ".join(f"{name} {size:.0f}" for name, size in shown[:3])


class Comparison:
    """Rows of whole processes; the first is what all others are compared with."""

    def __init__(self, title):
        self.base = None
        print(f"\n### {title}\n\n| what | wall s | CPU s | received MB | peak MiB of each | peak MiB in sum | wall ratio | CPU ratio | memory ratio |")
        print("|---|---|---|---|---|---|---|---|---|", flush=True)

    def row(self, name, run):
        self.base = self.base or run
        print(f"| {name} | {run.wall:.2f} | {run.cpu:.2f} | {run.received / 1e6:.1f} | {peaks(run)} | {run.sum_mib:.0f} | "
              f"{run.wall / self.base.wall:.2f} | {run.cpu / self.base.cpu:.2f} | {run.sum_mib / self.base.sum_mib:.2f} |",
              flush=True)


def heading(what):
    moment = datetime.datetime.now(datetime.timezone.utc)
    print(f"\n## {what}\n\n{os.cpu_count()} cores, {moment:%Y-%m-%d}; medians.", flush=True)
