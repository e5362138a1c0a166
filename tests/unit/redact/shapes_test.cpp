// What secrets look like in the wild, and what does not: collected from documents of their makers and of scanners.
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "paths/paths.hpp"
#include "redact/redactor.hpp"

namespace oomscan::redact {
namespace {

constexpr std::string_view kOpen = "«";
constexpr std::string_view kClose = "»";
constexpr std::size_t kPieceBytes = 6;  // of a secret: more than this of it must not show

struct Shape {
  std::string name;
  std::string text;
  std::vector<std::string> secrets;
};

std::ifstream data(const std::string& name) {
  return std::ifstream(source_dir() + "/tests/unit/redact/data/" + name, std::ios::binary);
}

Shape shape_from(const std::string& name, std::string_view marked) {
  Shape shape{name, "", {}};
  for (std::size_t open = marked.find(kOpen); open != std::string_view::npos; open = marked.find(kOpen)) {
    const std::size_t close = marked.find(kClose);
    shape.secrets.emplace_back(marked.substr(open + kOpen.size(), close - open - kOpen.size()));
    shape.text += marked.substr(0, open);
    shape.text += shape.secrets.back();
    marked.remove_prefix(close + kClose.size());
  }
  shape.text += marked;
  return shape;
}

std::vector<Shape> shapes(const std::string& file) {
  std::vector<Shape> all;
  std::ifstream in = data(file);
  std::string name;
  std::string text;
  const auto finish = [&] {
    if (!name.empty()) all.push_back(shape_from(name, std::string_view(text).substr(0, text.size() - 1)));
    text.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("### ")) {
      finish();
      name = line.substr(4);
    } else if (!name.empty()) {
      text += line + '\n';
    }
  }
  finish();
  return all;
}

// Whether so much of the secret shows as helps to guess the rest.
bool shows(const std::string& text, const std::string& secret) {
  if (secret.size() < 2 * kPieceBytes) return text.find(secret) != std::string::npos;
  for (std::size_t at = 0; at + kPieceBytes <= secret.size(); ++at) {
    if (text.find(secret.substr(at, kPieceBytes)) != std::string::npos) return true;
  }
  return false;
}

TEST(SecretShapes, AreTakenEachAndEveryOne) {
  const std::vector<Shape> all = shapes("secret_shapes.txt");
  EXPECT_GE(all.size(), 150U);
  for (const Shape& shape : all) {
    ASSERT_FALSE(shape.secrets.empty()) << shape.name;
    for (const auto& [before, after] : {std::pair{"", ""}, std::pair{"2026-01-01T00:00:00Z info\n", "\nnext line\n"}}) {
      std::string text = before + shape.text + after;
      EXPECT_GE(make_redactor()->redact(text), 1U) << shape.name;
      for (const std::string& secret : shape.secrets) EXPECT_FALSE(shows(text, secret)) << shape.name << "\n" << text;
      EXPECT_TRUE(text.starts_with(before) && text.ends_with(after)) << shape.name << "\n" << text;
      EXPECT_EQ(make_redactor()->redact(text), 0U) << shape.name << ", a second time\n" << text;
    }
  }
}

// docs/adr/0009-redaction.md: what it cannot promise.
TEST(SecretShapes, ThatStayAreKnown) {
  for (const Shape& shape : shapes("secret_shapes_left.txt")) {
    std::string text = shape.text;
    make_redactor()->redact(text);
    bool any = false;
    for (const std::string& secret : shape.secrets) any = any || shows(text, secret);
    EXPECT_TRUE(any) << shape.name << " is taken now: move it to secret_shapes.txt";
  }
}

TEST(HarmlessLines, AreHurtOneInAHundredAtMost) {
  std::size_t lines = 0;
  std::vector<std::string> hurt;
  std::ifstream in = data("harmless.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    ++lines;
    std::string text = line;
    if (make_redactor()->redact(text) > 0) hurt.push_back(text);
  }
  EXPECT_GE(lines, 150U);
  EXPECT_LE(hurt.size() * 100, lines) << ::testing::PrintToString(hurt);
}

}  // namespace
}  // namespace oomscan::redact
