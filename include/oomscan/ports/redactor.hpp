// Takes secrets out of text before it is kept.
#pragma once

#include <cstddef>
#include <string>

namespace oomscan {

// Thread-safe, without state between calls.
class Redactor {
 public:
  virtual ~Redactor() = default;

  // Replaces what looks like a secret by "[redacted: <kind>]", in place; returns how many were replaced. Any bytes are
  // allowed. Takes time linear in the text. A second call changes nothing.
  //
  // `text` is best whole: only what stands in it can be judged, so cut it afterwards, not before.
  virtual std::size_t redact(std::string& text) const = 0;
};

}  // namespace oomscan
