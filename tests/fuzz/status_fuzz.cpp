// Errors of the API server, as a Status in JSON or protobuf.
#include <string>

#include "fuzz/fuzz_target.hpp"
#include "kube/door/server_status.hpp"
#include "oomscan/model/text.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto status = kube::parse_status(fuzz::text_of(data, size));
  if (!status) return 0;
  fuzz::expect(status->code == 0 || kube::is_http_status(status->code), "a code is one of HTTP's");
  fuzz::expect(!status->retry_after || status->retry_after->count() > 0, "a wait is some time");
  const kube::ErrorFrame frame{"oc", "https://api.example:6443"};
  const ApiFailure failure = kube::failure_from(*status, frame);
  constexpr std::size_t kMessageBytesMax = 1000;
  for (const std::string& text : {failure.error.message, failure.error.hint}) {
    fuzz::expect(printable(text) == text, "an error's words are one printable line");
    fuzz::expect(text.size() <= kMessageBytesMax, "an error is short");
  }
  fuzz::expect(!failure.error.message.empty(), "an error says what it is");
  return 0;
}
