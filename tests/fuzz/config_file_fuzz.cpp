// The configuration file: understood, or refused in printable lines.
#include <string>

#include "cli/config_file.hpp"
#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/text.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const cli::ConfigFile file = cli::parse_config(fuzz::text_of(data, size), "/etc/oom-scan.toml");
  if (file.fault) {
    constexpr std::size_t kMessageBytesMax = 1000;
    for (const std::string& text : {file.fault->message, file.fault->hint}) {
      fuzz::expect(printable(text) == text, "a fault is one printable line");
      fuzz::expect(text.size() <= kMessageBytesMax, "a fault is short");
    }
    fuzz::expect(file.fault->message.starts_with("/etc/oom-scan.toml:"), "a fault names its place");
    return 0;
  }
  for (const auto& [id, setting] : file.layer) {
    fuzz::expect(setting.origin == cli::Origin::config_file, "a setting knows where it comes from");
    fuzz::expect(printable(setting.subject) == setting.subject, "a setting's name is printable");
  }
  return 0;
}
