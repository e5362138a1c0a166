#include "log/repeats.hpp"

#include <utility>

namespace oomscan::log {
namespace {

constexpr std::size_t kDifferentLinesMax = 1'000;

}  // namespace

bool Repeats::is_first(const std::string& line) {
  if (const auto found = index_.find(line); found != index_.end()) {
    ++lines_[found->second].times;
    return false;
  }
  if (lines_.size() < kDifferentLinesMax) {
    index_.emplace(line, lines_.size());
    lines_.push_back({line, 1});
  }
  return true;
}

std::vector<Repeats::Repeat> Repeats::take() {
  auto repeats = std::exchange(lines_, {});
  index_.clear();
  std::erase_if(repeats, [](const Repeat& repeat) { return repeat.times < 2; });
  return repeats;
}

}  // namespace oomscan::log
