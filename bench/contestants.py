"""The ways to read a cluster that are compared, as command lines. KUBECONFIG, TOOL and D (a folder) are in their environment."""
ACCEPT_PROTOBUF = "application/vnd.kubernetes.protobuf"

# The same door that oom-scan uses: one proxy of the client tool on a unix socket.
PROXY = r'''
  "$TOOL" proxy --unix-socket="$D/p.sock" >/dev/null & proxy=$!
  trap 'kill $proxy; wait $proxy 2>/dev/null; rm -f "$D/p.sock" "$D/page" "$D/head"' EXIT
  until [ -S "$D/p.sock" ]; do sleep 0.01; done
  get() { curl -sS --fail -A oom-scan-bench --unix-socket "$D/p.sock" "$@"; }
'''

# Pages one after the other, as continue tokens demand. The token stands in the first bytes of a page.
JSON_PAGES = PROXY + r'''
  for list in pods events; do next=; while :; do
    get -o "$D/page" "http://localhost/api/v1/$list?limit=500$next"
    token=$(head -c 4000 "$D/page" | grep -o '"continue":"[^"]*"' | cut -d '"' -f 4)
    [ -n "$token" ] || break; next="&continue=$token"
  done; done
'''

# Protobuf has no text to cut a token from, so the lists are asked for whole, which is the least work for the server too.
PROTOBUF_WHOLE = PROXY + rf'''
  for list in pods events; do get -H "Accept: {ACCEPT_PROTOBUF}" -o "$D/page" "http://localhost/api/v1/$list"; done
'''

JSON_WHOLE = PROXY + r'''
  for list in pods events; do get -o "$D/page" "http://localhost/api/v1/$list"; done
'''

PER_NAMESPACE = r'''
  xargs -P 5 -I NS sh -c '"$TOOL" get pods -n NS -o json >/dev/null; "$TOOL" get events -n NS -o json >/dev/null' < "$D/names"
'''


def in_shell(script):
    return ["bash", "-c", script]


def tool_lists(tool):
    return [tool, "get", "pods,events", "-A", "-o", "json"]
