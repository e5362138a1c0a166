// Cuts an answer that goes on for ever into its lines, of which none is kept but the one that is under way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "oomscan/ports/body_receiver.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// Not thread-safe. Empty lines are passed over: some servers keep a connection alive with them.
class StreamLines final : public BodyReceiver {
 public:
  // A line longer than `line_bytes_max` ends the stream. `lines` outlives it.
  StreamLines(LineReceiver& lines, std::size_t line_bytes_max) : lines_(lines), line_bytes_max_(line_bytes_max) {}

  bool receive(std::string_view bytes) override;
  // The answer is over: what came since the last line end is a line, too.
  void end();

  [[nodiscard]] bool has_enough() const { return has_enough_; }
  [[nodiscard]] bool line_is_too_long() const { return line_is_too_long_; }

 private:
  // False: the stream ends here.
  bool give(std::string_view line);

  LineReceiver& lines_;
  std::size_t line_bytes_max_;
  std::string pending_;  // the beginning of a line whose end has not come
  bool has_enough_ = false;
  bool line_is_too_long_ = false;
};

}  // namespace oomscan::kube
