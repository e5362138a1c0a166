// What is said on the way to a Prometheus: the services of a cluster, and refusals of servers and gateways.
#include <array>
#include <string>

#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/text.hpp"
#include "prometheus/query_failure.hpp"
#include "prometheus/service_candidates.hpp"

using namespace oomscan;

namespace {

void expect_sound(const prometheus::QueryFailure& failure) {
  constexpr std::size_t kMessageBytesMax = 1000;
  fuzz::expect(printable(failure.error.message) == failure.error.message, "an error is one printable line");
  fuzz::expect(!failure.error.message.empty() && failure.error.message.size() <= kMessageBytesMax, "an error is short");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = fuzz::text_of(data, size);
  if (const auto candidates = prometheus::candidates_from(body)) {
    fuzz::expect(candidates->size() <= prometheus::kCandidatesMax, "not more are asked than the limit");
    for (const auto& candidate : *candidates) {
      const std::string path = candidate.proxy_path();
      fuzz::expect(candidate.port >= 1 && candidate.port <= 65'535, "a port is one");
      fuzz::expect(path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-/:ABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
                       std::string::npos,
                   "a foreign name does not change the path");
    }
  }
  // One of them for each input: the words are read in the same way.
  constexpr std::array<int, 10> kStatuses{302, 400, 401, 403, 404, 422, 429, 500, 503, 504};
  HttpResponse response;
  response.status = kStatuses.at(size % kStatuses.size());
  response.content_type = "application/json";
  response.body = std::string(body);
  expect_sound(prometheus::failure_from(response));
  return 0;
}
