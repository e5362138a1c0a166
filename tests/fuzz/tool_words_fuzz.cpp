// What `oc` and `kubectl` say: to stderr and stdout (a NUL between them), and through their proxy.
#include <string>

#include "access/tool_words.hpp"
#include "fuzz/fuzz_target.hpp"
#include "kube/client/client_error.hpp"
#include "kube/client/tool_error.hpp"
#include "oomscan/model/text.hpp"

using namespace oomscan;

namespace {

void expect_sound(const ApiFailure& failure) {
  constexpr std::size_t kMessageBytesMax = 1000;
  for (const std::string& text : {failure.error.message, failure.error.hint}) {
    fuzz::expect(printable(text) == text, "an error's words are one printable line");
    fuzz::expect(text.size() <= kMessageBytesMax, "an error is short");
  }
  fuzz::expect(!failure.error.message.empty(), "an error says what it is");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [err, out] = fuzz::halves_of(fuzz::text_of(data, size));
  for (const char* server : {"", "https://api.example:6443"}) {
    const kube::ErrorFrame frame{"oc", server};
    expect_sound(kube::failure_from_tool(err, out, frame));
    if (const auto failure = kube::failure_from_client_text(err, frame)) expect_sound(*failure);
  }
  (void)access::read_can_i(err);
  (void)access::read_client_version(err);
  (void)access::read_server_version(err);
  (void)access::read_who_am_i(err);
  if (const auto time = access::read_server_time(err)) {
    fuzz::expect(parse_rfc3339(format_rfc3339(*time)) == time, "a time can be written and read");
  }
  return 0;
}
