// `oom-scan explain`: what each rule looked at and made of it, for people.
#pragma once

#include <ostream>
#include <string_view>

#include "oomscan/model/evidence.hpp"
#include "oomscan/model/explanation.hpp"

namespace oomscan::terminal {

// `container`: only what is about this one, or about the pod as a whole; empty: all.
void render_explanation(const PodEvidence& evidence, const Explanation& explanation, std::string_view container,
                        std::ostream& out);

}  // namespace oomscan::terminal
