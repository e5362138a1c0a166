#include "prometheus/server_url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "oomscan/model/names.hpp"

namespace oomscan::prometheus {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ServerUrl, KeepsTheBasePathAndDropsTrailingSlashes) {
  const auto url = parse_server_url("https://prometheus.example:9090/team/prom//");
  ASSERT_TRUE(url.ok());
  EXPECT_EQ(url->origin, "https://prometheus.example:9090");
  EXPECT_EQ(url->base_path, "/team/prom");
  EXPECT_TRUE(url->tls);
}

TEST(ServerUrl, TakesPlainHttpWithoutAPath) {
  const auto url = parse_server_url("http://127.0.0.1:9090");
  ASSERT_TRUE(url.ok());
  EXPECT_EQ(url->origin, "http://127.0.0.1:9090");
  EXPECT_EQ(url->base_path, "");
  EXPECT_FALSE(url->tls);
}

TEST(ServerUrl, ForgivesThePathOfTheApiItself) {
  EXPECT_EQ(parse_server_url("http://h/base/api/v1/")->base_path, "/base");
  EXPECT_EQ(parse_server_url("http://h//api/v1")->base_path, "");
}

TEST(ServerUrl, RefusesWhatIsNoUrlOfAServer) {
  for (const char* text : {"", "prometheus.example", "ftp://h", "http://", "http://:9090", "https:///x",
                           "http://h/?q=1", "http://h/#x", "http://h h", "http://h/\n", "http://h\\x", "HTTP://h"}) {
    const auto url = parse_server_url(text);
    ASSERT_FALSE(url.ok()) << text;
    EXPECT_EQ(url.error().kind, ErrorKind::usage) << text;
    EXPECT_FALSE(url.error().hint.empty());
  }
}

TEST(ServerUrl, RefusesAPasswordAndDoesNotRepeatIt) {
  const auto url = parse_server_url("https://user:geheim@prometheus.example");
  ASSERT_FALSE(url.ok());
  EXPECT_THAT(url.error().message, Not(HasSubstr("geheim")));
  EXPECT_THAT(url.error().hint, HasSubstr("--prometheus-token-file"));
}

TEST(ServerUrl, EncodesForAPathAndForAQuery) {
  EXPECT_EQ(percent_encoded("a/b c+d&e=\"f\""), "a%2Fb%20c%2Bd%26e%3D%22f%22");
  EXPECT_EQ(query_encoded("max by(a,b)(x{y=\"1|2\"}) + 1 & c;d#e%"),
            "max+by(a,b)(x%7By=%221%7C2%22%7D)+%2B+1+%26+c%3Bd%23e%25");
}

}  // namespace
}  // namespace oomscan::prometheus
