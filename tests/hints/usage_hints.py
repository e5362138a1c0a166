"""Hints of errors in the command line, the environment and the configuration file: what they say to write is taken."""
import bench
from following import follows, is_told

LIST = "--list-detectors"  # takes every option of a scan and asks no cluster


def words(*each, **environment):
    return {"words": list(each), "environment": environment}


def config(text):
    return {"words": [], "config": text, "environment": {}}


# (hint, how it is met, what it says to do)
ROWS = [
    # cli/config_file
    ("'{}' is the same option", config("attempts = 2\nretries = 2\n"), config("retries = 2\n")),
    ("all keys stand at the top level of the file, outside tables", config("[scan]\nquick = true\n"),
     config("quick = true\n")),
    ("as in: {}", config("timeout = 'x'\n"), config("timeout = 1\n")),
    ("as in: {}", config("contexts = 1\n"), config('contexts = ["a", "b"]\n')),
    ("as in: {}", config("quick = 'yes'\n"), config("quick = true\n")),
    ("check the path; without a configuration file, leave the option out", words("--config", "/no/such"), words()),
    ("keys are named as the options: 'ns_workers' for '--ns-workers'", config("frobnicate = 1\n"),
     config("ns_workers = 8\n")),
    ("give '--{}' on the command line", config("list_detectors = true\n"), words(LIST)),
    # cli/environment
    ("'oom-scan --help' lists all options; 'OOM_SCAN_NS_WORKERS' stands for '--ns-workers'",
     words(OOM_SCAN_XYZZY="1"), words(OOM_SCAN_NS_WORKERS="8")),
    ("give '--{}' on the command line", words(OOM_SCAN_LIST_DETECTORS="true"), words(LIST)),
    ("unset one of them", words(OOM_SCAN_ATTEMPTS="2", OOM_SCAN_RETRIES="2"), words(OOM_SCAN_RETRIES="2")),
    # cli/patterns
    ("RE2 does not know this group; plain groups are written '(...)'", words("--include-ns", "(?>pay)"),
     words("--include-ns", "(pay)")),
    ("RE2 has no backreferences; write the text out", words("--include-ns", r"(a)\1"), words("--include-ns", "aa")),
    ("RE2 has no look-ahead and no look-behind; say with '--exclude-ns' what must not match",
     words("--include-ns", "^(?!openshift)"), words("--exclude-ns", "^openshift")),
    ("a pattern has at most {} bytes; give several, joined with commas",
     words("--include-ns", "|".join(f"team-{i}" for i in range(900))),
     words("--include-ns", ",".join(f"team-{i}" for i in range(300)))),
    ("a repetition is '{from,to}' and goes up to 1000", words("--include-ns", "a{1001}"),
     words("--include-ns", "a{1,1000}")),
    ("close what is open, and open what is closed; no name of a namespace holds brackets",
     words("--include-ns", "(pay"), words("--include-ns", "(pay)")),
    ("close what is open, and open what is closed; no name of a namespace holds brackets",
     words("--include-ns", "[a-z"), words("--include-ns", "[a-z]")),
    ("close what is open, and open what is closed; no name of a namespace holds brackets",
     words("--include-ns", "pay)"), words("--include-ns", "(pay)")),
    ("no name of a namespace holds a backslash: leave it out", words("--include-ns", r"pay\q"),
     words("--include-ns", "payq")),
    ("'*', '+', '?' and '{' say how often what stands before them may come; no name holds them",
     words("--include-ns", "a|+b"), words("--include-ns", "a|b+")),
    ("the syntax is RE2's: https://github.com/google/re2/wiki/Syntax", words("--include-ns", "a**"),
     words("--include-ns", "a*")),
    ("did you mean '{}'? names are lower-case letters, digits and '-'", words("--include-ns", "/PAYMENTS/"),
     words("--include-ns", "payments")),
    ("names of namespaces are lower-case letters, digits and '-'", words("--include-ns", "#"),
     words("--include-ns", "a-1")),
    ("patterns are regular expressions, not shell globs: they match anywhere in the name, and '.*' is any text",
     words("--include-ns", "*pay*"), words("--include-ns", ".*pay.*")),
    ("the syntax is RE2's: https://github.com/google/re2/wiki/Syntax", words("--include-ns", "[z-a]"),
     words("--include-ns", "[a-z]")),
    ('write each pattern as an element of its own: ["a", "b"]', config('include_ns = ["a_b,c_d"]\n'),
     config('include_ns = ["a", "b"]\n')),
    # cli/reader, cli/resolve, cli/settings
    ("leave it out to get the default", words("--output-dir", ""), words()),
    ("leave it out to get the default", config("namespaces = []\n"), config("")),
    ("leave it out: it would select nothing, or everything", words("--contexts", "a,,b"), words("--contexts", "a,b")),
    ("seconds are written without a unit", words("--timeout", "30s"), words("--timeout", "30")),
    ("the first attempt counts: 1 means no second one", words("--attempts", "0"), words("--attempts", "1")),
    ("write '--{}' alone", words("--quick=please"), words("--quick")),
    ("write 'true' or 'false'", words(OOM_SCAN_QUICK="maybe"), words(OOM_SCAN_QUICK="true")),
    ("a name is at most 63 lower-case letters, digits and '-'; patterns go to '--include-ns'",
     words("--namespaces", "pay.*"), words("--include-ns", "pay.*")),
    ("as in 'https://prometheus.example:9090'; a token goes to '--prometheus-token-file'",
     words("--prometheus-url", "https://u:p@prometheus.example"),
     words("--prometheus-url", "https://prometheus.example:9090", "--prometheus-token-file", "/no/such")),
    ("did you mean '{}'?", words("--types", "OOMKiled"), words("--types", "OOMKilled")),
    ("known are '{}'", words("--format", "xyzzy"), words("--format", "json")),
    ("known are '{}' and 'all'", words("--types", "xyzzy"), words("--types", "all")),
    ("leave it out", words("explain", ""), words("explain", "--help")),
    ("write '--format {},-'", words("--format", "csv,json,-"), words("--format", "json,-")),
    ("leave out one of them: without Prometheus nothing is asked of it",
     words("--skip-prometheus", "--prometheus-url", "https://p.example"), words("--skip-prometheus")),
    ("print one list at a time", words("--list-contexts"), words()),
    # cli/word_faults
    ("'{} --help' lists all options", words("--qqqqqqq"), words("--help")),
    ("'{} --help' says what it takes", words("scan", "zzzzzzzz"), words("scan", "--help")),
    ("; if {} is meant to be the value, '--{}={}'", words("--include-ns", "--x"), words("--include-ns=--x")),
    ("several values are joined with commas: '--{} {},{}'", words("--contexts", "a", "b"), words("--contexts", "a,b")),
    ("the only commands are {} and {}; 'oom-scan --help' explains them", words("zzzzzzzz"), words("--help")),
]


def run(home, made):
    command = [*made["words"]]
    if "config" in made:
        file = home.path / "config.toml"
        file.write_text(made["config"], encoding="utf-8")
        command += ["--config", str(file)]
    if "--help" not in command and LIST not in command and "explain" not in command:
        command.append(LIST)
    return home.run([bench.PROGRAM, *command], made["environment"])


@follows(*dict.fromkeys(hint for hint, _, _ in ROWS))
def usage_hints(home):
    for hint, met, followed in ROWS:
        before, after = run(home, met), run(home, followed)
        if not is_told(hint, before.stderr):
            yield f"{met} does not tell '{hint}': {before.stderr}"
        if after.returncode != 0 or after.stderr:
            yield f"'{hint}' followed with {followed}: {after.returncode}, {after.stderr}"
