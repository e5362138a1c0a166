"""Is a file what its format says? By the schema or the parser of those who read the format.

Each check gives a list of complaints. `missing()` names what this machine lacks for them.
"""
import json
import shutil
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    jsonschema = None

OPENMETRICS = """
import sys
from prometheus_client.openmetrics import parser
try:
    list(parser.text_string_to_metric_families(sys.stdin.buffer.read().decode()))
except ValueError as refused:
    sys.exit(f"OpenMetrics: {refused}")
"""


def python_with_openmetrics():
    """Debian's package belongs to Debian's Python, which may not be the one that runs here."""
    return next((each for each in (sys.executable, "/usr/bin/python3") if shutil.which(each) and subprocess.run(
        [each, "-c", "import prometheus_client.openmetrics"], capture_output=True, check=False).returncode == 0), None)


def missing():
    lacking = [tool for tool in ("xmllint", "promtool") if shutil.which(tool) is None]
    lacking += [] if jsonschema else ["python3-jsonschema"]
    return lacking + ([] if python_with_openmetrics() else ["python3-prometheus-client"])


def complaints_of(command, given):
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).decode(errors="replace").splitlines() or ["refused"]


def junit(file, schemas):
    return complaints_of(["xmllint", "--noout", "--nonet", "--schema", schemas / "junit-10.xsd", file], None)


def sarif(file, schemas):
    schema = json.loads((schemas / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    document = json.loads(file.read_text(encoding="ascii"))
    validator = jsonschema.validators.validator_for(schema)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:300]
            for error in validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(document)]


def prom(file, _):
    text = file.read_bytes()
    return (complaints_of(["promtool", "check", "metrics"], text) +
            complaints_of([python_with_openmetrics(), "-c", OPENMETRICS], text))


def of(file, schemas):
    """By the file's name."""
    return {"xml": junit, "sarif": sarif, "prom": prom}[file.suffix[1:]](file, schemas)
