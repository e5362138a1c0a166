#!/bin/bash
# Reads a built program: is it as cmake/OomScanHardening.cmake wants it? And would an optimised one be?
# Usage: hardening_test.sh SOURCE PROGRAM SCRATCH [fortified]
# No pipefail: grep -q closes its pipe early, and readelf would count as failed.
set -eu
export LC_ALL=C
source_dir=$1 program=$2 scratch=$3 fortified=${4:-}
failed=0

complain() {
  echo "$program: $*"
  failed=1
}

# Everything that can be seen in a program, whatever it was optimised for.
check() {
  local program=$1 text
  readelf -hW "$program" | grep -q 'Type: *DYN' || complain "not position-independent (PIE)"
  readelf -lW "$program" | grep -q 'GNU_RELRO' || complain "no RELRO"
  readelf -dW "$program" | grep -Eq 'BIND_NOW|FLAGS_1.*NOW' || complain "RELRO is partial: no BIND_NOW"
  readelf -lW "$program" | grep 'GNU_STACK' | grep -q 'RWE' && complain "the stack is executable"
  readelf --dyn-syms -W "$program" | grep -q '__stack_chk_fail' || complain "no stack protector"
  if readelf -hW "$program" | grep -q 'X86-64'; then
    text=$(objdump -d --no-show-raw-insn "$program" | grep -E 'endbr64|orq +\$0x0,\(%rsp\)')
    # A function without it is a place to jump to; the linker's own note says it of the C library, too.
    [[ $(grep -c endbr64 <<<"$text") -gt 1000 ]] || complain "no control-flow protection (endbr64)"
    grep -q 'orq' <<<"$text" || complain "no stack-clash protection"
  fi
  return 0
}

check_fortified() {
  readelf --dyn-syms -W "$1" | grep -Eq '__[a-z]+_chk(@|$)' || complain "no _FORTIFY_SOURCE"
}

check "$program"
if [[ $fortified == fortified ]]; then check_fortified "$program"; fi

# The flags of the README's command, tried on a program of a few lines: building all of it would take minutes.
rm -rf "$scratch"
mkdir -p "$scratch"
trap 'rm -rf "$scratch"' EXIT
cp "$source_dir/tests/house/hardening_probe.cpp" "$scratch/probe.cpp"
cat >"$scratch/CMakeLists.txt" <<CMAKE
cmake_minimum_required(VERSION 3.25)
project(probe LANGUAGES CXX)
include("$source_dir/cmake/OomScanHardening.cmake")
add_executable(probe probe.cpp)
CMAKE
cmake -S "$scratch" -B "$scratch/build" -D CMAKE_BUILD_TYPE=Release >"$scratch/log" 2>&1 &&
  cmake --build "$scratch/build" >>"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
program=$scratch/build/probe
readelf --dyn-syms -W "$program" | grep -q '__memcpy_chk\|__read_chk' || complain "no _FORTIFY_SOURCE when optimised"
readelf -dW "$program" | grep -Eq 'BIND_NOW|FLAGS_1.*NOW' || complain "RELRO is partial: no BIND_NOW"

# And the whole one, if it has been built.
release=$source_dir/build/release/oom-scan
if [[ -x $release && $release -nt $source_dir/cmake/OomScanHardening.cmake ]]; then
  program=$release
  check "$release"
  check_fortified "$release"
fi
exit $failed
