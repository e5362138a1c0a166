"""The table of sizes: docs/performance/sizes.csv, and its plot beside it (gnuplot)."""
import csv
import pathlib
import subprocess

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "docs/performance"
COLUMNS = ("pods", "wall_s", "cpu_s", "received_mb", "oom_scan_mib", "proxy_mib")

PLOT = r"""
set terminal svg size 800,500 font 'sans-serif,13' background rgb 'white'
set output '{svg}'
set datafile separator ','
set logscale xy
set grid xtics ytics lc rgb '#dddddd'
set key outside bottom center horizontal
set xlabel 'pods in the cluster'
set ylabel 'seconds, MiB'
set xrange [900:120000]
set yrange [0.05:100]
set xtics ('1,000' 1000, '10,000' 10000, '20,000' 20000, '50,000' 50000, '100,000' 100000)
plot '{csv}' using 1:2 every ::1 with linespoints lw 2 pt 7 title 'wall, seconds', \
     '' using 1:3 every ::1 with linespoints lw 2 pt 5 title 'CPU with children, seconds', \
     '' using 1:5 every ::1 with linespoints lw 2 pt 9 title 'peak memory of oom-scan, MiB', \
     '' using 1:6 every ::1 with linespoints lw 2 pt 11 title 'peak memory of the client proxy, MiB'
"""


def add(pods, run):
    """Puts one size into the table, in place of an earlier measurement of it, and draws the plot anew."""
    FOLDER.mkdir(exist_ok=True)
    table = FOLDER / "sizes.csv"
    rows = {}
    if table.exists():
        with table.open(encoding="ascii", newline="") as file:
            rows = {int(row["pods"]): row for row in csv.DictReader(file)}
    proxy = max([size for name, size in run.peaks.items() if name in ("kubectl", "oc")], default=0)
    rows[pods] = dict(zip(COLUMNS, (pods, f"{run.wall:.2f}", f"{run.cpu:.2f}", f"{run.received / 1e6:.1f}",
                                    f"{run.peaks.get('oom-scan', 0):.0f}", f"{proxy:.0f}")))
    with table.open("w", encoding="ascii", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows[size] for size in sorted(rows))
    if len(rows) > 1:
        subprocess.run(["gnuplot"], input=PLOT.format(svg=FOLDER / "sizes.svg", csv=table), text=True, check=True)
    print(f"| {pods:,} | " + " | ".join(str(rows[pods][column]) for column in COLUMNS[1:]) + " |", flush=True)
