#include "fleet_sim/protobuf_writer.hpp"

#include <cstdint>
#include <ctime>
#include <stdexcept>
#include <vector>

#include <protozero/pbf_writer.hpp>

#include "fleet_sim/protobuf_schema.hpp"

namespace oomscan::fleet_sim {
namespace {

using Json = nlohmann::ordered_json;
using protozero::pbf_writer;

constexpr std::string_view kMagic{"k8s\0", 4};
constexpr std::string_view kZeroTime = "0001-01-01T00:00:00Z";

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument(why); }

void write_message(pbf_writer& out, const Json& object, const MessageType& type);

void write_time(pbf_writer& out, const Json& value) {
  if (value.is_null() || value == kZeroTime) return;  // an empty message
  const std::string text = value.get<std::string>();
  std::tm parts{};
  const char* rest = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (rest == nullptr || text.back() != 'Z') refuse("'" + text + "' is no time in UTC");
  std::int32_t nanos = 0;
  if (*rest == '.') {
    const std::string digits(rest + 1, text.c_str() + text.size() - 1);
    nanos = static_cast<std::int32_t>(std::stol((digits + "000000000").substr(0, 9)));
  }
  out.add_int64(1, timegm(&parts));
  out.add_int32(2, nanos);
}

void write_int_or_string(pbf_writer& out, const Json& value) {
  out.add_int64(1, value.is_string() ? 1 : 0);
  out.add_int32(2, value.is_string() ? 0 : value.get<std::int32_t>());
  out.add_string(3, value.is_string() ? value.get<std::string>() : "");
}

void write_value(pbf_writer& out, std::uint32_t number, const Json& value, const FieldType& type) {
  switch (type.scalar) {
    case Scalar::string:
      return out.add_string(number, value.get_ref<const std::string&>());
    case Scalar::integer:
      return out.add_int64(number, value.get<std::int64_t>());
    case Scalar::boolean:
      return out.add_bool(number, value.get<bool>());
    default:
      break;
  }
  // Not a writer inside of `out`: that one leaves empty messages away.
  std::string message;
  pbf_writer inner(message);
  switch (type.scalar) {
    case Scalar::time:
      write_time(inner, value);
      break;
    case Scalar::quantity:
      inner.add_string(1, value.is_string() ? value.get<std::string>() : value.dump());
      break;
    case Scalar::int_or_string:
      write_int_or_string(inner, value);
      break;
    case Scalar::raw_json:
      inner.add_bytes(1, value.dump());
      break;
    default:
      write_message(inner, value, *type.message);
  }
  out.add_message(number, message);
}

void write_field(pbf_writer& out, const Json& value, const FieldType& type) {
  // Go writes an unset time of an object, which JSON has as null, as an empty message.
  if (value.is_null() && type.scalar != Scalar::time) return;
  switch (type.shape) {
    case Shape::single:
      return write_value(out, type.number, value, type);
    case Shape::repeated:
      for (const Json& element : value) write_value(out, type.number, element, type);
      return;
    case Shape::map:
      for (const auto& [key, element] : value.items()) {
        pbf_writer entry(out, type.number);
        entry.add_string(1, key);
        write_value(entry, 2, element, type);
      }
      return;
  }
}

void write_message(pbf_writer& out, const Json& object, const MessageType& type) {
  std::vector<Json> inlined(type.inlined.size());
  for (const auto& [key, value] : object.items()) {
    if (const auto found = type.fields.find(key); found != type.fields.end()) {
      write_field(out, value, found->second);
      continue;
    }
    bool is_known = false;
    for (std::size_t i = 0; i < inlined.size() && !is_known; ++i) {
      is_known = type.inlined[i].message->fields.count(key) > 0;
      if (is_known) inlined[i][key] = value;
    }
    if (!is_known) refuse("a " + type.name + " has no field '" + key + "'");
  }
  for (std::size_t i = 0; i < inlined.size(); ++i) write_field(out, inlined[i], type.inlined[i]);
}

}  // namespace

std::string protobuf_message(const Json& object, std::string_view kind) {
  const MessageType* type = find_message(kind);
  if (type == nullptr) refuse("the kind '" + std::string(kind) + "' has no schema");
  std::string text;
  pbf_writer out(text);
  write_message(out, object, *type);
  return text;
}

std::string protobuf_envelope(std::string_view api_version, std::string_view kind, std::string_view message) {
  std::string text(kMagic);
  pbf_writer out(text);
  {
    pbf_writer type_meta(out, 1);
    type_meta.add_string(1, api_version.data(), api_version.size());
    type_meta.add_string(2, kind.data(), kind.size());
  }
  out.add_bytes(2, message.data(), message.size());
  out.add_string(3, "");
  out.add_string(4, "");
  return text;
}

std::string protobuf_answer(const Json& answer) {
  Json object = answer;
  const std::string kind = answer.at("kind");
  object.erase("kind");
  object.erase("apiVersion");
  return protobuf_envelope(answer.value("apiVersion", "v1"), kind, protobuf_message(object, kind));
}

std::string protobuf_list_metadata(const Json& metadata) {
  std::string text;
  pbf_writer(text).add_message(1, protobuf_message(metadata, "ListMeta"));
  return text;
}

std::string protobuf_list_item(std::string_view message) {
  std::string text;
  pbf_writer(text).add_message(2, message.data(), message.size());
  return text;
}

}  // namespace oomscan::fleet_sim
