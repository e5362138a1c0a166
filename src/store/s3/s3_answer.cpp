#include "store/s3/s3_answer.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::store {
namespace {

constexpr std::size_t kCodeBytesMax = 60;
constexpr std::size_t kKeyBytesMax = 1024;  // S3's own bound

// "&amp;", "&#39;", "&#x26;": the only ones that S3 writes are the five of XML and numbers below 128.
std::optional<char> entity(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNamed{
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [word, character] : kNamed) {
    if (word == name) return character;
  }
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x');
  if (hexadecimal) name.remove_prefix(1);
  unsigned number = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), number, hexadecimal ? 16 : 10);
  if (read.ec != std::errc{} || number >= 128) return std::nullopt;
  return static_cast<char>(number);
}

std::string resolved(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
    const auto character = end == std::string_view::npos ? std::nullopt : entity(text.substr(i + 1, end - i - 1));
    plain += character.value_or(text[i]);
    if (character) i = end;
  }
  return plain;
}

std::string from_percent(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr == text.data() + i + 3) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

// The first element's content at or after `at`, and where it ends; nullopt: there is none.
std::optional<std::string_view> element_from(std::string_view xml, std::string_view name, std::size_t& at) {
  const std::string open = fmt::format("<{}>", name);
  const std::string close = fmt::format("</{}>", name);
  const std::size_t begin = xml.find(open, at);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = xml.find(close, begin);
  if (end == std::string_view::npos) return std::nullopt;
  at = end + close.size();
  return xml.substr(begin + open.size(), end - begin - open.size());
}

}  // namespace

std::string xml_text(std::string_view xml, std::string_view element) {
  std::size_t at = 0;
  const auto content = element_from(xml, element, at);
  return content ? resolved(*content) : std::string{};
}

Result<S3Page> parse_listing(std::string_view xml) {
  if (xml.find("<ListBucketResult") == std::string_view::npos ||
      xml.find("</ListBucketResult>") == std::string_view::npos) {
    return Error{ErrorKind::bad_answer, "the server's list of objects cannot be read", "is it an S3 server?"};
  }
  S3Page page;
  const bool encoded = xml_text(xml, "EncodingType") == "url";
  std::size_t at = 0;
  while (const auto key = element_from(xml, "Key", at)) {
    std::string name = resolved(*key);
    if (encoded) name = from_percent(name);
    if (name.size() <= kKeyBytesMax) page.keys.push_back(std::move(name));
  }
  if (xml_text(xml, "IsTruncated") == "true") {
    page.next = xml_text(xml, "NextContinuationToken");
    if (page.next.empty()) return Error{ErrorKind::bad_answer, "the server's list of objects is cut off", ""};
  }
  return page;
}

bool is_passing(long status, std::string_view body) {
  if (status == 429 || status == 500 || status == 502 || status == 503 || status == 504) return true;
  const std::string code = xml_text(body, "Code");
  return code == "SlowDown" || code == "RequestTimeout" || code == "ConditionalRequestConflict" ||
         code == "OperationAborted";
}

Error refusal_of(long status, std::string_view body, std::string_view doing) {
  const std::string code = printable(xml_text(body, "Code"), kCodeBytesMax);
  const std::string message = fmt::format("{}: {}{}{}", doing, status, code.empty() ? "" : " ", code);
  if (code == "NoSuchBucket") return {ErrorKind::config, message, "create the bucket, or name another one (--store)"};
  if (code == "RequestTimeTooSkewed") return {ErrorKind::unauthorized, message, "set this machine's clock"};
  if (code == "ExpiredToken" || code == "TokenRefreshRequired") {
    return {ErrorKind::unauthorized, message, "the session is over: log in anew"};
  }
  if (status == 301 || status == 307 || code == "AuthorizationHeaderMalformed") {
    const std::string region = printable(xml_text(body, "Region"), kCodeBytesMax);
    return {ErrorKind::config, message,
            region.empty() ? "the bucket is in another region: set AWS_REGION" : "set AWS_REGION=" + region};
  }
  if (status == 401 || status == 403) {
    return {
        ErrorKind::unauthorized, message,
        "check the credentials; they need s3:ListBucket on the bucket, s3:GetObject and s3:PutObject on its objects"};
  }
  if (status == 404) return {ErrorKind::not_found, message, ""};
  if (is_passing(status, body)) {
    return {ErrorKind::throttled, message, "the server is busy: try again later"};
  }
  return {ErrorKind::bad_answer, message, "is it an S3 server?"};
}

}  // namespace oomscan::store
