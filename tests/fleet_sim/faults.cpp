#include "fleet_sim/faults.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "fleet_sim/continue_token.hpp"

namespace oomscan::fleet_sim {
namespace {

using Json = nlohmann::json;

template <class T>
bool take(const Json& value, const std::string& key, const char* name, T& target) {
  if (key != name) return false;
  value.get_to(target);
  return true;
}

// Text, or bytes in base64 under the name with "_base64" behind it.
bool take_bytes(const Json& value, const std::string& key, const std::string& name, std::string& target) {
  if (key == name) {
    value.get_to(target);
    return true;
  }
  if (key != name + "_base64") return false;
  std::string text = value.get<std::string>();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (!text.empty() && text.back() == '=') text.pop_back();
  std::optional<std::string> bytes = from_base64url(text);
  if (!bytes) throw std::invalid_argument("'" + key + "' is not base64");
  target = *std::move(bytes);
  return true;
}

void unknown_member(const char* of, const std::string& key) {
  throw std::invalid_argument(std::string(of) + " has no member '" + key + "'");
}

bool take_body(const Json& value, const std::string& key, std::optional<std::string>& body) {
  std::string text;
  if (!take_bytes(value, key, "body", text)) return false;
  body = std::move(text);
  return true;
}

bool take_wire(const Json& value, const std::string& key, Fault& fault) {
  if (key != "wire") return false;
  const auto name = value.get<std::string>();
  if (name == "close") {
    fault.wire = WireFault::close;
  } else if (name == "reset") {
    fault.wire = WireFault::reset;
  } else if (name == "raw") {
    fault.wire = WireFault::raw;
  } else {
    throw std::invalid_argument("'wire' is close, reset or raw, not '" + name + "'");
  }
  return true;
}

bool take_headers(const Json& value, const std::string& key, Fault& fault) {
  if (key != "headers") return false;
  for (const auto& [name, text] : value.items()) fault.headers.emplace_back(name, text.get<std::string>());
  return true;
}

bool take_edits(const Json& value, const std::string& key, Fault& fault) {
  if (key != "edits") return false;
  for (const Json& object : value) {
    BodyEdit& edit = fault.edits.emplace_back();
    for (const auto& [name, member] : object.items()) {
      const bool known = take_bytes(member, name, "find", edit.find) ||
                         take_bytes(member, name, "replace", edit.replace) || take(member, name, "times", edit.times) ||
                         take(member, name, "repeat", edit.repeat);
      if (!known) unknown_member("an edit", name);
    }
    if (edit.find.empty()) throw std::invalid_argument("an edit finds nothing");
  }
  return true;
}

bool take_number(const Json& value, const std::string& key, Fault& fault) {
  return take(value, key, "from", fault.from) || take(value, key, "count", fault.count) ||
         take(value, key, "delay_ms", fault.delay_ms) || take(value, key, "status", fault.status) ||
         take(value, key, "retry_after_s", fault.retry_after_s) || take(value, key, "keep_bytes", fault.keep_bytes) ||
         take(value, key, "pad_bytes", fault.pad_bytes) || take(value, key, "cut_after_bytes", fault.cut_after_bytes) ||
         take(value, key, "drip_bytes", fault.drip_bytes) || take(value, key, "drip_ms", fault.drip_ms);
}

bool is_meant(const Fault& fault, const std::string& path) {
  const std::string_view wanted = fault.path_prefix;
  return wanted.ends_with('$') ? path == wanted.substr(0, wanted.size() - 1) : path.starts_with(wanted);
}

bool take_text(const Json& value, const std::string& key, Fault& fault) {
  return take(value, key, "cluster", fault.cluster) || take(value, key, "path", fault.path_prefix) ||
         take(value, key, "query", fault.query) || take(value, key, "user_agent", fault.user_agent) ||
         take(value, key, "content_type", fault.content_type);
}

void number(std::string& body, std::int64_t request) {
  constexpr std::string_view kMark = "%N%";
  const std::size_t at = body.find(kMark);
  if (at != std::string::npos) body.replace(at, kMark.size(), std::to_string(request));
}

}  // namespace

std::vector<Fault> faults_from_json(const Json& array) {
  if (!array.is_array()) throw std::invalid_argument("faults are not an array");
  std::vector<Fault> faults;
  for (const Json& object : array) {
    Fault& fault = faults.emplace_back();
    try {
      for (const auto& [key, value] : object.items()) {
        const bool known = take_text(value, key, fault) || take_number(value, key, fault) ||
                           take(value, key, "as_json", fault.as_json) || take(value, key, "endless", fault.endless) ||
                           take_wire(value, key, fault) || take_bytes(value, key, "raw", fault.raw) ||
                           take_body(value, key, fault.body) || take_headers(value, key, fault) ||
                           take_edits(value, key, fault);
        if (!known) unknown_member("a fault", key);
      }
    } catch (const Json::exception& error) {
      throw std::invalid_argument(std::string("a fault's member has the wrong type: ") + error.what());
    }
  }
  return faults;
}

void FaultScript::replace(std::vector<Fault> faults) {
  const std::lock_guard lock(mutex_);
  script_.clear();
  for (Fault& fault : faults) script_.push_back({std::move(fault), 0});
}

std::vector<Fault> FaultScript::hit(const std::string& cluster, const std::string& path, const std::string& raw_query,
                                    const std::string& user_agent) {
  const std::lock_guard lock(mutex_);
  std::vector<Fault> hits;
  for (auto& [fault, seen] : script_) {
    const bool matches = (fault.cluster.empty() || fault.cluster == cluster) && is_meant(fault, path) &&
                         raw_query.find(fault.query) != std::string::npos &&
                         user_agent.find(fault.user_agent) != std::string::npos;
    if (!matches) continue;
    ++seen;
    if (seen < fault.from || (fault.count != 0 && seen >= fault.from + fault.count)) continue;
    Fault& hit = hits.emplace_back(fault);
    if (hit.body) number(*hit.body, seen);
  }
  return hits;
}

}  // namespace oomscan::fleet_sim
