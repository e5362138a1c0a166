// Pages as a real API server gave them: the recorded lists of the testbed, their items repeated to a page of any size.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>

namespace oomscan::bench {

inline std::vector<std::string> recorded(const std::string& ending) {
  std::vector<std::string> contents;
  for (const auto& entry : std::filesystem::directory_iterator(OOMSCAN_RECORDED_DIR)) {
    if (!entry.path().string().ends_with(ending)) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    contents.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return contents;
}

// `ending`: "pods.json" or "events.json".
inline std::string json_page(const std::string& ending, std::size_t items) {
  nlohmann::json page;
  nlohmann::json all = nlohmann::json::array();
  for (const std::string& text : recorded(ending)) {
    page = nlohmann::json::parse(text);
    for (nlohmann::json& item : page["items"]) all.push_back(std::move(item));
  }
  page["items"] = nlohmann::json::array();
  for (std::size_t i = 0; i < items; ++i) page["items"].push_back(all[i % all.size()]);
  return page.dump();
}

// `ending`: "pods.pb" or "events.pb". Magic, then runtime.Unknown with the list in field 2, whose items are field 2.
inline std::string protobuf_page(const std::string& ending, std::size_t items) {
  constexpr std::size_t kMagicBytes = 4;
  std::vector<std::string> all;
  std::string magic;
  std::string type_meta;
  for (const std::string& text : recorded(ending)) {
    magic = text.substr(0, kMagicBytes);
    protozero::pbf_reader unknown(text.data() + kMagicBytes, text.size() - kMagicBytes);
    while (unknown.next()) {
      if (unknown.tag() == 1) {
        type_meta = unknown.get_string();
      } else if (unknown.tag() == 2) {
        protozero::pbf_reader list = unknown.get_message();
        while (list.next(2)) all.push_back(list.get_string());
      } else {
        unknown.skip();
      }
    }
  }
  std::string list;
  protozero::pbf_writer list_writer(list);
  list_writer.add_message(1, std::string{});  // its metadata
  for (std::size_t i = 0; i < items; ++i) list_writer.add_message(2, all[i % all.size()]);
  std::string body = magic;
  protozero::pbf_writer unknown_writer(body);
  unknown_writer.add_message(1, type_meta);
  unknown_writer.add_message(2, list);
  return body;
}

}  // namespace oomscan::bench
