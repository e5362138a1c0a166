// What S3 servers say, as far as the history needs it. Hostile or broken XML gives empty texts, never more.
// Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"

namespace oomscan::store {

// The text of the first element of this name, with its entities resolved; empty where there is none.
[[nodiscard]] std::string xml_text(std::string_view xml, std::string_view element);

struct S3Page {
  std::vector<std::string> keys;
  std::string next;  // the token of the next page; empty: this is the last
};

// An answer of ListObjectsV2. bad_answer: it is none.
[[nodiscard]] Result<S3Page> parse_listing(std::string_view xml);

// What an answer that is no success means. `doing`: "reading 'runs/…' of s3://bucket". Its words are the server's error
// code alone: messages of S3 quote keys and signatures.
[[nodiscard]] Error refusal_of(long status, std::string_view body, std::string_view doing);

// Worth another try: the server is busy, or the answer does not say that the request is wrong.
[[nodiscard]] bool is_passing(long status, std::string_view body);

}  // namespace oomscan::store
