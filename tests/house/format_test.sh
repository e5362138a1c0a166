#!/usr/bin/env bash
# Every source is as clang-format-19 writes it with the file at the root. Usage: format_test.sh SOURCE_DIR
# Exit code 77: there is no clang-format-19.
set -eu
cd "$1"
command -v clang-format-19 >/dev/null || { echo "format: no clang-format-19 (Debian: apt-get install clang-format-19)"; exit 77; }
find src include tests bench -name '*.cpp' -o -name '*.hpp' | xargs clang-format-19 --dry-run -Werror
