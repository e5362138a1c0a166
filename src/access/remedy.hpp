// The commands that turn a no into a yes. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/right.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::access {

// Bindings that are told; of more namespaces, the first ones and how many more.
inline constexpr std::size_t kBindingsTold = 3;

// What an administrator runs to give exactly what a scan with these options needs: the roles and their bindings to
// `user` (NAME, for the administrator to fill in, if that is empty or nothing to paste).
[[nodiscard]] std::vector<std::string> grant_remedies(const Options& options, std::string_view tool,
                                                      std::string_view user, RulesNeed need = {});

// What helps where a scan was refused something (403), in one line: the role that gives it, and, for a namespace that
// was named, that it may be mistyped: whoever may not look into one is not told whether it exists.
[[nodiscard]] std::string refusal_hint(const Gap& gap, const Options& options, std::string_view tool);

// Gives it to each gap of a report that is a refusal by an API server.
void hint_at_refusals(ScanReport& report, const Options& options, std::string_view tool);

// The same for what finds a Prometheus, to be bound in its namespace.
[[nodiscard]] std::vector<std::string> prometheus_remedies(const Options& options);

// What follows --namespaces in a command to paste; "NAME,..." if one of them is no name of a namespace.
[[nodiscard]] std::string namespaces_word(const std::vector<std::string>& names);

}  // namespace oomscan::access
