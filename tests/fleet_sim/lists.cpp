#include "fleet_sim/lists.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "fleet_sim/access.hpp"
#include "fleet_sim/continue_token.hpp"
#include "fleet_sim/encoding.hpp"
#include "fleet_sim/field_selector.hpp"
#include "fleet_sim/label_selector.hpp"
#include "fleet_sim/protobuf_writer.hpp"
#include "fleet_sim/status_answers.hpp"
#include "fleet_sim/tables.hpp"

namespace oomscan::fleet_sim {
namespace {

struct Page {
  ObjectStore::Range range;
  std::string resource_version;
  std::string next;  // continue token; empty: the last page
  std::size_t remaining = 0;
};

// nullopt: not a number.
std::optional<std::size_t> limit_of(const std::string& text) {
  if (text.empty()) return 0;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The first object behind a token's start key.
std::size_t position_of(const ObjectStore& store, const std::string& namespace_name, const std::string& start) {
  std::string_view key = std::string_view(start).substr(1);
  std::string_view space = namespace_name;
  if (store.kind().namespaced && namespace_name.empty()) {
    const std::size_t slash = key.find('/');
    space = key.substr(0, slash);
    key = slash == std::string_view::npos ? std::string_view() : key.substr(slash + 1);
  }
  return store.lower_bound(space, key);
}

std::string start_after(const ObjectStore& store, const std::string& namespace_name, std::size_t index) {
  std::string start = "/";
  if (store.kind().namespaced && namespace_name.empty()) start += store.namespace_of(index) + "/";
  return start + store.name_of(index) + std::string(1, '\0');
}

std::string envelope_metadata(const Page& page) {
  std::string text = R"("metadata":{"resourceVersion":")" + page.resource_version + '"';
  if (!page.next.empty()) {
    text += R"(,"continue":")" + page.next + '"';
    if (page.remaining > 0) text += R"(,"remainingItemCount":)" + std::to_string(page.remaining);
  }
  return text + "}";
}

Answer protobuf_list(const ObjectStore& store, const ProtobufItems& items, const std::vector<std::size_t>& chosen,
                     const std::string& metadata) {
  std::string list = protobuf_list_metadata(Json::parse("{" + metadata + "}").at("metadata"));
  for (const std::size_t index : chosen) list += items.item(index);
  Answer answer;
  answer.content_type = kProtobuf;
  answer.head = protobuf_envelope(store.kind().api_version, std::string(store.kind().kind) + "List", list);
  return answer;
}

std::string envelope_head(const ObjectStore& store, const std::string& metadata) {
  return R"({"kind":")" + std::string(store.kind().kind) + R"(List","apiVersion":")" +
         std::string(store.kind().api_version) + "\"," + metadata + R"(,"items":[)";
}

}  // namespace

Answer list_objects(const SimCluster& cluster, const ObjectStore& store, const std::string& namespace_name,
                    const Query& query) {
  if (!query.parameter("watch").empty() && query.parameter("watch") != "false" && query.parameter("watch") != "0") {
    return method_not_allowed();
  }
  const std::optional<std::size_t> limit = limit_of(query.parameter("limit"));
  if (!limit) return bad_request("strconv.ParseInt: parsing \"" + query.parameter("limit") + "\": invalid syntax");
  std::string why;
  const std::optional<FieldSelector> selector = FieldSelector::parse(query.parameter("fieldSelector"), why);
  if (!selector) return bad_request(why);
  const std::optional<LabelSelector> labels = LabelSelector::parse(query.parameter("labelSelector"), why);
  if (!labels) return bad_request(why);
  const bool choosy = !selector->empty() || !labels->empty();

  Page page{store.range(namespace_name), cluster.resource_version, "", 0};
  if (const std::string text = query.parameter("continue"); !text.empty()) {
    if (!query.parameter("resourceVersion").empty()) {
      return bad_request("specifying resource version is not allowed when using continue");
    }
    const std::optional<ContinueToken> token = decode(text, why);
    if (!token) return bad_request("invalid continue token: " + why);
    page.range.begin = std::max(page.range.begin, position_of(store, namespace_name, token->start));
    if (token->resource_version != "-1") page.resource_version = token->resource_version;
  }

  std::vector<std::size_t> chosen;  // only filled where a selector skips objects
  std::size_t index = page.range.begin;
  if (!choosy) {
    if (*limit > 0 && page.range.end - page.range.begin > *limit && page.range.begin < page.range.end) {
      page.remaining = page.range.end - page.range.begin - *limit;
      page.range.end = page.range.begin + *limit;
    }
    index = page.range.end;
  } else {
    for (; index < page.range.end && (*limit == 0 || chosen.size() < *limit); ++index) {
      if (selector->matches(store.json(index)) && (labels->empty() || labels->matches(store.json(index)))) {
        chosen.push_back(index);
      }
    }
  }
  const std::size_t all_end = store.range(namespace_name).end;
  if (index < all_end && index > 0 && *limit > 0) {
    page.next = encode({page.resource_version, start_after(store, namespace_name, index - 1)});
  }

  const bool table = wants_table(query.accept);
  const auto protobuf = cluster.protobuf.find(&store);
  const bool in_protobuf =
      protobuf != cluster.protobuf.end() && wanted_encoding(query.accept, true) == Wanted::protobuf;
  if ((table || in_protobuf) && !choosy) {
    for (std::size_t i = page.range.begin; i < page.range.end; ++i) chosen.push_back(i);
  }
  if (in_protobuf) return protobuf_list(store, protobuf->second, chosen, envelope_metadata(page));
  if (table) return table_answer(cluster, store, chosen, envelope_metadata(page), query);
  Answer answer;
  answer.head = envelope_head(store, envelope_metadata(page));
  answer.tail = "]}\n";
  if (!choosy) {
    answer.middle = store.slice(page.range);
  } else {
    for (const std::size_t i : chosen) {
      if (i != chosen.front()) answer.head += ',';
      answer.head += store.json(i);
    }
  }
  return answer;
}

Answer list_projects(const SimCluster& cluster, const Query& query) {
  std::vector<std::size_t> chosen;
  for (const std::string& name : visible_projects(cluster, query.identity)) {
    if (const auto index = cluster.projects.find("", name)) chosen.push_back(*index);
  }
  const std::string metadata = R"("metadata":{"resourceVersion":")" + cluster.resource_version + "\"}";
  if (wants_table(query.accept)) return table_answer(cluster, cluster.projects, chosen, metadata, query);
  Answer answer;
  answer.head = envelope_head(cluster.projects, metadata);
  for (const std::size_t i : chosen) {
    if (i != chosen.front()) answer.head += ',';
    answer.head += cluster.projects.json(i);
  }
  answer.tail = "]}\n";
  return answer;
}

Answer get_object(const SimCluster& cluster, const ObjectStore& store, const std::string& namespace_name,
                  const std::string& name, const Query& query) {
  const std::optional<std::size_t> index = store.find(namespace_name, name);
  if (!index) return not_found(store.kind().resource, name);
  if (wants_table(query.accept)) {
    return table_answer(cluster, store, {*index},
                        R"("metadata":{"resourceVersion":")" + cluster.resource_version + "\"}", query);
  }
  Answer answer;
  answer.head = R"({"kind":")" + std::string(store.kind().kind) + R"(","apiVersion":")" +
                std::string(store.kind().api_version) + "\",";
  answer.middle = store.json(*index).substr(1);
  answer.tail = "\n";
  return answer;
}

Answer expired_continue(const Query& query) {
  std::string why;
  std::optional<ContinueToken> token = decode(query.parameter("continue"), why);
  if (!token) return bad_request("invalid continue token: " + why);
  token->resource_version = "-1";  // "most recent": an inconsistent continuation
  token->start.erase(0, 1);        // as the real one has it
  return expired(encode(*token));
}

}  // namespace oomscan::fleet_sim
