// The Redactor: one pass that stops at candidates, exact matchers behind it, one rebuilding of the text if need be.
#pragma once

#include "oomscan/ports/redactor.hpp"

namespace oomscan::redact {

class TextRedactor : public Redactor {
 public:
  std::size_t redact(std::string& text) const override;
};

}  // namespace oomscan::redact
