// What `config view -o json` prints. It may hold credentials: no message repeats any of it.
#include <nlohmann/json.hpp>

#include "fuzz/fuzz_target.hpp"
#include "kube/client/contexts.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Error kNotJson = kube::parse_contexts("").error();
  const std::string_view text = fuzz::text_of(data, size);
  const auto contexts = kube::parse_contexts(text);
  if (!contexts) {
    fuzz::expect(contexts.error() == kNotJson, "an error quotes nothing");
    return 0;
  }
  // None at all is no error here: a pod has a service account instead.
  const auto config = nlohmann::json::parse(text);
  const std::size_t named = config.contains("contexts") ? config.at("contexts").size() : 0;
  fuzz::expect(contexts->size() <= named, "no context is made up");
  for (const Context& context : *contexts) {
    fuzz::expect(!context.name.empty(), "a context has a name");
    const std::size_t scheme = context.server.find("://");
    const std::string host = scheme == std::string::npos ? context.server : context.server.substr(scheme + 3);
    fuzz::expect(host.substr(0, host.find('/')).find('@') == std::string::npos, "an address holds no credentials");
  }
  return 0;
}
