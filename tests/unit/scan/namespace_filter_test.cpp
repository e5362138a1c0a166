#include "scan/namespace_filter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "oomscan/model/text.hpp"

namespace oomscan::scan {
namespace {

using ::testing::HasSubstr;

NamespaceFilter filter(const std::vector<std::string>& include, const std::vector<std::string>& exclude) {
  return NamespaceFilter::compile(include, exclude).value();
}

TEST(NamespaceFilter, SelectsAllWithoutPatterns) {
  EXPECT_TRUE(filter({}, {}).selects("anything"));
  EXPECT_TRUE(filter({}, {}).selects_all());
}

TEST(NamespaceFilter, SearchesAnywhereInTheName) {
  const auto f = filter({"tenant|prod"}, {"debug|sandbox"});
  EXPECT_TRUE(f.selects("my-tenant-1"));
  EXPECT_TRUE(f.selects("prod"));
  EXPECT_FALSE(f.selects("staging"));
  EXPECT_FALSE(f.selects_all());
}

TEST(NamespaceFilter, LetsExcludeWin) { EXPECT_FALSE(filter({"tenant"}, {"debug"}).selects("tenant-debug")); }

TEST(NamespaceFilter, TakesAnyOfSeveralIncludes) {
  const auto f = filter({"^a", "^b"}, {});
  EXPECT_TRUE(f.selects("b1"));
  EXPECT_FALSE(f.selects("c1"));
}

TEST(NamespaceFilter, RefusesAPatternThatDoesNotCompile) {
  const auto broken = NamespaceFilter::compile({}, {"a("});
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().kind, ErrorKind::usage);
  EXPECT_THAT(broken.error().message, HasSubstr("--exclude-ns: invalid pattern 'a('"));
}

TEST(NamespaceFilter, MakesThePartOfAPatternThatIsWrongPrintable) {
  const auto broken = NamespaceFilter::compile({"[[:a\x95:]]"}, {});
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(printable(broken.error().message), broken.error().message);
}

}  // namespace
}  // namespace oomscan::scan
