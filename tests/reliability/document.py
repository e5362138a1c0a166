"""docs/RELIABILITY.md: a table for each section, between two comments that name it. The test that runs a section writes
its table (OOMSCAN_UPDATE_GOLDEN=1) or compares it, all but the seconds."""
import fcntl
import os
import pathlib
import re
import subprocess

import bench

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs/RELIABILITY.md"
HEADER = ["injected", "exit", "gap: what: why", "said", "s"]
SECONDS = 4  # the column that is not compared
SAID = 3


def client():
    """Words that quote the client are compared only where it is the one that the document was made with."""
    said = subprocess.run([bench.TOOL, "version", "--client"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"v\d+\.\d+", said)
    return f"{pathlib.Path(bench.TOOL).name} {version.group() if version else 'of an unknown version'}"


def updating():
    return os.environ.get("OOMSCAN_UPDATE_GOLDEN", "") not in ("", "0")


def marks(section):
    return f"<!-- {section}: written by its test -->", f"<!-- end of {section} -->"


def table(lines):
    rows = [HEADER, ["---"] * len(HEADER), *lines]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def write(section, lines):
    begin, end = marks(section)
    with open(DOCUMENT, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # sections run at once
        text = file.read()
        head, _, rest = text.partition(begin)
        tail = rest.partition(end)[2]
        text = f"{head}{begin}\nClient: {client()}.\n\n{table(lines)}\n{end}{tail}"
        file.seek(0)
        file.write(text)
        file.truncate()


def written(section):
    """(client, rows) as the document has them."""
    begin, end = marks(section)
    text = DOCUMENT.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    made_with = re.search(r"^Client: (.*)\.$", text, re.M)
    lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("| ")][2:]
    return made_with.group(1) if made_with else "", [[cell.strip() for cell in line] for line in lines]


def differences(section, lines):
    made_with, rows = written(section)
    compared = [column for column in range(len(HEADER)) if column != SECONDS and
                (column != SAID or made_with == client())]
    known = {row[0]: row for row in rows}
    for line in lines:
        row = known.pop(line[0], None)
        if row is None:
            yield f"not in {DOCUMENT.name}: {line[0]}"
        elif [row[column] for column in compared] != [line[column] for column in compared]:
            yield f"{DOCUMENT.name} has another row:\n  {row}\n  {line}"
    yield from (f"only in {DOCUMENT.name}: {name}" for name in known)
