// Commands that are printed for a person to paste. What comes from a kubeconfig or a cluster stands in them as one word
// that no shell acts on, or not at all. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace oomscan {

// Longer values are left out: nobody reads what is pasted then.
inline constexpr std::size_t kShellWordBytesMax = 253;

// `text` as a POSIX shell takes it for one word that means exactly these bytes; names of plain characters stay as they
// are, others stand in single quotes. nullopt, to be left out: an empty or too long text; one with a character that is
// not seen (`is_unseen`) or with bytes that are not UTF-8; one with a single quote in it or a backslash at its end,
// which shells read differently; and one that begins with '-', which a command would take for an option.
[[nodiscard]] std::optional<std::string> shell_quoted(std::string_view text);

// The same of "https://host:port/path" only: of nothing else that a kubeconfig may give for a server.
[[nodiscard]] std::optional<std::string> shell_quoted_url(std::string_view text);

}  // namespace oomscan
