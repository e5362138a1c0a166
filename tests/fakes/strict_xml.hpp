// A strict reader of the XML that this program writes: elements, attributes, text; no comments, sections, entities of
// one's own. It throws at whatever XML 1.0 does not allow, and gives the tree otherwise.
#pragma once

#include <cctype>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/text.hpp"

namespace oomscan::fakes {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;  // of this element alone
  std::vector<XmlElement> children;

  [[nodiscard]] std::vector<const XmlElement*> all(std::string_view wanted) const {
    std::vector<const XmlElement*> found;
    if (name == wanted) found.push_back(this);
    for (const XmlElement& child : children) {
      for (const XmlElement* each : child.all(wanted)) found.push_back(each);
    }
    return found;
  }
};

class StrictXml {
 public:
  static XmlElement read(std::string_view document) { return StrictXml{document}.document(); }

 private:
  explicit StrictXml(std::string_view document) : rest_(document) {
    if (valid_utf8(document) != document) fail("no UTF-8");
    for (std::size_t i = 0; i < document.size(); ++i) {
      const auto byte = static_cast<unsigned char>(document[i]);
      if (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') fail("a control character");
      // U+FFFE and U+FFFF
      if (document.substr(i, 2) == "\xef\xbf" && i + 2 < document.size() &&
          static_cast<unsigned char>(document[i + 2]) >= 0xbe) {
        fail("a noncharacter");
      }
    }
  }

  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error(why + " before: " + std::string(rest_.substr(0, 60)));
  }

  bool take(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  void expect(std::string_view wanted) {
    if (!take(wanted)) fail("no '" + std::string(wanted) + "'");
  }

  std::string name() {
    std::string taken;
    while (!rest_.empty() && (std::isalpha(static_cast<unsigned char>(rest_.front())) != 0 || rest_.front() == '-')) {
      taken += rest_.front();
      rest_.remove_prefix(1);
    }
    if (taken.empty()) fail("no name");
    return taken;
  }

  // Until `end`, which may not stand in it unescaped.
  std::string text(char end) {
    static const std::map<std::string_view, char> kEntities = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    std::string taken;
    while (!rest_.empty() && rest_.front() != end) {
      if (rest_.front() == '<' || rest_.starts_with("]]>")) fail("markup in text");
      if (rest_.front() != '&') {
        taken += rest_.front();
        rest_.remove_prefix(1);
        continue;
      }
      bool known = false;
      for (const auto& [entity, meaning] : kEntities) {
        if (take(entity)) {
          taken += meaning;
          known = true;
          break;
        }
      }
      if (!known) fail("an unknown entity");
    }
    return taken;
  }

  XmlElement element() {
    XmlElement made;
    made.name = name();
    while (take(" ")) {
      const std::string attribute = name();
      expect("=\"");
      if (!made.attributes.try_emplace(attribute, text('"')).second) fail("an attribute twice");
      expect("\"");
    }
    if (take("/>")) return made;
    expect(">");
    for (;;) {
      made.text += text('<');
      expect("<");
      if (take("/")) break;
      made.children.push_back(element());
    }
    expect(made.name);
    expect(">");
    return made;
  }

  XmlElement document() {
    expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    XmlElement root = element();
    if (rest_ != "\n") fail("something behind the root");
    return root;
  }

  std::string_view rest_;
};

}  // namespace oomscan::fakes
