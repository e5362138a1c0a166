"""One section of docs/RELIABILITY.md, run and compared. Usage: reliability_test.py SECTION [PART-OF-A-ROW'S-WORDS]"""
import importlib
import sys

import document
import runner


def main(section, only=""):
    rows = [row for row in importlib.import_module(f"rows_{section}").ROWS if only in row.injected]
    failed = 0
    skipped = []
    lines = []
    fleet = runner.real_fleet if section == "testbed" else runner.simulated_fleet
    for row, cells, complaints, why in runner.run(rows, fleet):
        if cells:
            lines.append(cells)
        if why:
            skipped.append(row.injected)
            print(f"skipped: {row.injected}: {why}")
        if complaints:
            failed += 1
            print(f"FAILED: {row.injected}\n  " + "\n  ".join(complaints))
        elif only:
            print(document.table([cells]))
    if only or failed:
        print(f"{len(rows)} rows, {failed} failed")
        return 1 if failed else 0
    if document.updating():
        document.write(section, lines)
        return 0
    wrong = [each for each in document.differences(section, lines) if not any(name in each for name in skipped)]
    print("\n".join(wrong) or f"all {len(lines)} rows as in {document.DOCUMENT.name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
