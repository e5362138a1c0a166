"""A client (oc, kubectl) that is missing, hangs, asks, warns or dies: for all clusters, or for the row's alone."""
from row import NAMESPACES, ONCE, PATIENT, PODS_OF_HURT, Row, patience

EXEC = (*ONCE, "--transport", "exec", "--strategy", "namespace")


def for_the_row(what):
    """Does `what` in place of every request to the row's cluster."""
    return (f'case "$*" in *row-prd*) case "$*" in *"config view"*) exec "$REAL" "$@" ;; esac\n{what}\n;; esac\n'
            'exec "$REAL" "$@"')


def tool(body):
    def prepare(home, fleet):
        home.tool(body)
        return {}
    return prepare


def skipped(injected, why, what, words=ONCE, seconds=25, **more):
    return Row(injected, prepare=tool(for_the_row(what)), words=(*patience(why), *words), gaps=(("", "cluster", why),),
               lost=("*",), seconds=seconds, **more)


def nothing_scanned(injected, says, prepare, why="", seconds=25):
    return Row(injected, prepare=prepare, words=(*patience(why), *ONCE), exit=1, report=False, says=says,
               seconds=seconds)


def missing(home, fleet):
    home.client = home.path / "bin/oc"
    return {}


def not_executable(home, fleet):
    home.tool("exit 0").chmod(0o400)
    return {}


def a_directory(home, fleet):
    home.client = home.path / "bin"
    return {}


PROXY_LIVES_A_SECOND = '''
case "$*" in *row-prd*proxy*|*proxy*row-prd*)
  if mkdir "$HOME_OF_ROW/bin/once" 2>/dev/null; then exec timeout -s KILL 1 "$REAL" "$@"; fi ;;
esac
exec "$REAL" "$@"'''
PROXIES_LIVE_A_SECOND = '''
case "$*" in *row-prd*proxy*|*proxy*row-prd*) exec timeout -s KILL 1 "$REAL" "$@" ;; esac
exec "$REAL" "$@"'''

ROWS = [
    nothing_scanned("oc: missing", "there is no", missing),
    nothing_scanned("oc: not executable", "not executable", not_executable),
    nothing_scanned("oc: a directory", "not executable", a_directory),
    nothing_scanned("oc: neither a script nor a program", "exec format error",
                    lambda home, fleet: home.tool("").write_text("garbage\n") and {}),
    nothing_scanned("oc: hangs from the start", "no answer", tool("sleep 1000"), why="timed_out"),
    nothing_scanned("oc: dies by a signal from the start", "signal", tool("kill -SEGV $$")),
    nothing_scanned("oc: says half of the kubeconfig", "error: ", tool("""printf '{"contexts": [{"name": "a"'""")),
    nothing_scanned("oc: says nothing, with success", "error: ", tool("exit 0")),
    skipped("oc: hangs when asked for the cluster", "timed_out", "sleep 1000", seconds=45),
    skipped("oc: hangs when asked for the cluster, --transport exec", "timed_out", "sleep 1000", words=EXEC),
    skipped("oc: ignores TERM and hangs, --transport exec", "timed_out", "trap '' TERM; while :; do sleep 1; done",
            words=EXEC, seconds=30),
    skipped("oc: dies by a signal for the cluster", "io", "kill -SEGV $$"),
    skipped("oc: prompts on stdin", "unauthorized",
            "printf 'Please enter Username: ' >&2; read -r name || { echo 'error: EOF' >&2; exit 1; }"),
    skipped("oc: fails without a word, --transport exec", "bad_answer", "exit 1", words=EXEC),
    skipped("oc: says garbage with success, --transport exec", "bad_answer", "echo '<html>'", words=EXEC),
    skipped("oc: writes without end, --transport exec", "bad_answer", "exec yes", words=EXEC, seconds=40),
    Row("oc: warns on stderr in every call", prepare=tool(
        "echo 'W1120 10:00:00.000000 warnings.go:70] something is deprecated' >&2; exec \"$REAL\" \"$@\""),
        words=(*PATIENT, *ONCE), exit=0),
    Row("oc: warns on stderr in every call, --transport exec", prepare=tool(
        "echo 'W1120 10:00:00.000000 warnings.go:70] something is deprecated' >&2; exec \"$REAL\" \"$@\""),
        words=("--transport", "exec", *PATIENT), exit=0, seconds=30),
    Row("oc: its proxy does not start: requests go through 'get --raw'", prepare=tool(
        'case "$*" in *proxy*) echo "error: cannot listen" >&2; exit 1 ;; esac\nexec "$REAL" "$@"'),
        words=PATIENT, exit=0, seconds=30),
    Row("oc: its proxy is killed in mid-scan: it is started again",
        [{"path": PODS_OF_HURT, "count": 1, "delay_ms": 2500}], prepare=tool(PROXY_LIVES_A_SECOND),
        words=(*NAMESPACES, *PATIENT, *ONCE), exit=0),
    Row("oc: its proxy is killed every second", [{"path": PODS_OF_HURT, "delay_ms": 2500}],
        prepare=tool(PROXIES_LIVE_A_SECOND), seconds=30, lost=("*",),
        gaps=(("hurt", "pods", "unreachable"), *((space, what, "unreachable") for space in ("sound-a", "sound-b")
                                                 for what in ("events", "pods"))),
        words=(*NAMESPACES, *PATIENT, *ONCE, "--ns-workers", "1", "--ns-batch-size",
               "1")),
    Row("oc: cut off in the middle of a list, --transport exec", prepare=tool(for_the_row(
        'case "$*" in *hurt/pods*) "$REAL" "$@" | head -c 900; exit 0 ;; esac')), words=(*PATIENT, *EXEC),
        gaps=(("hurt", "pods", "bad_answer"),), lost=("hurt",), seconds=30),
]
