"""Markdown is at most 120 columns wide, but for what cannot be broken: rows of tables, code, one long word."""
import pathlib
import subprocess
import sys

COLUMNS_MAX = 120


def too_wide(lines):
    """Numbers of the lines that a person could have broken."""
    in_code = False
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("```"):
            in_code = not in_code
        breakable = not in_code and not line.lstrip().startswith("|") and len(line.split()) > 1
        if len(line) > COLUMNS_MAX and breakable:
            yield number


def main():
    source = pathlib.Path(sys.argv[1])
    known = subprocess.run(["git", "-C", source, "ls-files", "*.md"], capture_output=True, text=True, check=False)
    files = known.stdout.split("\n")[:-1] if known.returncode == 0 else [
        str(each.relative_to(source)) for each in [*source.glob("*.md"), *source.glob("docs/**/*.md")]]
    found = [f"{name}:{number}" for name in files if (source / name).exists()
             for number in too_wide((source / name).read_text(encoding="utf-8").split("\n"))]
    if not files:
        print("no Markdown was found")
        return 1
    for each in found:
        print(f"{each}: wider than {COLUMNS_MAX} columns")
    return 1 if found else 0


sys.exit(main())
