#!/usr/bin/env bash
# Arrows go down: app -> rooms -> ports -> model. Rooms never include each other, and a third-party library stays in
# .cpp files of the rooms that it is linked to (the linker sees to that part). Usage: layering_test.sh SOURCE_DIR
set -u
cd "$1" || exit 2
failures=0
complain() { printf '%s\n' "$1"; failures=$((failures + 1)); }

# Contracts: values know values; ports know ports and values; neither knows src/.
while IFS=: read -r file line include; do
  complain "$file:$line: a value includes more than values: $include"
done < <(grep -nE '^#include "' include/oomscan/model/*.hpp | grep -v '"oomscan/model/')
while IFS=: read -r file line include; do
  complain "$file:$line: a port includes more than ports and values: $include"
done < <(grep -nE '^#include "' include/oomscan/ports/*.hpp | grep -vE '"oomscan/(model|ports)/')

while IFS=: read -r file line include; do
  complain "$file:$line: a mechanism of the system includes more than its like: $include"
done < <(grep -nE '^#include "' include/oomscan/posix/*.hpp src/posix/*.cpp | grep -v '"oomscan/posix/')

# What a run says, read once for all views: values in, values out.
while IFS=: read -r file line include; do
  complain "$file:$line: the overview includes more than values: $include"
done < <(grep -nE '^#include "' include/oomscan/overview/*.hpp src/overview/*.cpp | grep -vE '"oomscan/(model|overview)/')

# Contracts stay free of third-party libraries: only the standard library's headers have no '.' or '/'.
while IFS=: read -r file line include; do
  complain "$file:$line: a contract includes a library: $include"
done < <(grep -nE '^#include <[^>]*[./]' include/oomscan/{model,ports,overview}/*.hpp)

# Rooms.
rooms=$(find src -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)
[ -n "$rooms" ] || complain "no rooms found under src/"
for room in $rooms; do
  [ "$room" = app ] && continue
  while IFS=: read -r file line include; do
    complain "$file:$line: room '$room' reaches outside: $include"
  done < <(grep -rnE '^#include "' "src/$room" | grep -vE "\"(oomscan/(model|ports|posix|overview)|$room)/")
done
while IFS=: read -r file line include; do
  complain "$file:$line: values are implemented with values only: $include"
done < <(grep -nE '^#include "' src/model/*.cpp | grep -v '"oomscan/model/')

# Third-party headers in headers of ours would leak the library into whoever includes them.
while IFS=: read -r file line include; do
  complain "$file:$line: a library in a room's header: $include"
done < <(grep -rnE --include='*.hpp' '^#include <(CLI/|toml\+\+/|nlohmann/|fmt/|spdlog/|simdjson|curl/|re2/|protozero/|httplib)' src)

[ "$failures" -eq 0 ] && echo "layering: no arrow runs upward or sideways" && exit 0
echo "layering: $failures violation(s)"
exit 1
