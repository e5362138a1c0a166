#!/usr/bin/env python3
"""Validates JSON files against a JSON Schema. Needs the Debian package python3-jsonschema.

Usage: validate_json.py SCHEMA FILE...
Exit code: 0 all valid, 1 something is not, 2 wrong usage, 77 jsonschema is not installed (CTest: skipped).
"""

import json
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


def refuse_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key stands twice in an object: {keys}")
    return dict(pairs)


def main(arguments):
    if len(arguments) < 2:
        print(__doc__)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema, format_checker=jsonschema.FormatChecker())
    failed = False
    for path in arguments[1:]:
        with open(path, "rb") as file:
            document = json.loads(file.read().decode("utf-8"), object_pairs_hook=refuse_duplicates)
        for error in sorted(validator.iter_errors(document), key=lambda e: list(map(str, e.absolute_path))):
            where = "/".join(str(part) for part in error.absolute_path)
            print(f"{path}: at '{where}': {error.message}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
