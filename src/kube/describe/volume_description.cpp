#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "kube/describe/pod_description.hpp"

namespace oomscan::kube {
namespace {

struct Words {
  std::string_view member;
  std::string_view words;
};

constexpr std::array<Words, 8> kTypes{
    {{"secret", "Secret (a volume populated by a Secret)"},
     {"configMap", "ConfigMap (a volume populated by a ConfigMap)"},
     {"emptyDir", "EmptyDir (a temporary directory that shares a pod's lifetime)"},
     {"persistentVolumeClaim", "PersistentVolumeClaim (a reference to a claim)"},
     {"hostPath", "HostPath (bare host directory volume)"},
     {"projected", "Projected (a volume that contains data from several sources)"},
     {"downwardAPI", "DownwardAPI (a volume populated by information about the pod)"},
     {"ephemeral", "EphemeralVolume (an inline claim that lives as long as the pod)"}}};

// What names a source. Other members (attributes of a driver) may hold anything, passwords included.
constexpr std::array<Words, 11> kNames{{{"secretName", "SecretName"},
                                        {"name", "Name"},
                                        {"claimName", "ClaimName"},
                                        {"path", "Path"},
                                        {"type", "HostPathType"},
                                        {"driver", "Driver"},
                                        {"server", "Server"},
                                        {"medium", "Medium"},
                                        {"sizeLimit", "SizeLimit"},
                                        {"optional", "Optional"},
                                        {"readOnly", "ReadOnly"}}};

constexpr std::array<Words, 2> kProjectedNames{{{"secret", "SecretName"}, {"configMap", "ConfigMapName"}}};

std::string_view type_words(const JsonTree& source) {
  for (const Words& type : kTypes) {
    if (source.key() == type.member) return type.words;
  }
  return source.key();
}

void describe_projected(DescriptionText& text, const JsonTree& sources) {
  for (const JsonTree& source : sources.children()) {
    for (const Words& words : kProjectedNames) text.field_if(2, words.words, source.at(words.member, "name").text());
    text.field_if(2, "TokenExpirationSeconds", source.at("serviceAccountToken", "expirationSeconds").text());
    if (source["downwardAPI"].kind() == JsonTree::Kind::object) text.field(2, "DownwardAPI", "true");
  }
}

}  // namespace

void describe_volumes(DescriptionText& text, const JsonTree& volumes) {
  if (volumes.children().empty()) return text.field(0, "Volumes", "<none>");
  text.field(0, "Volumes", "");
  for (const JsonTree& volume : volumes.children()) {
    text.field(1, volume["name"].text(), "");
    for (const JsonTree& source : volume.children()) {
      if (source.kind() != JsonTree::Kind::object) continue;
      text.field(2, "Type", type_words(source));
      for (const Words& words : kNames) text.field_if(2, words.words, source[words.member].text());
      describe_projected(text, source["sources"]);
    }
  }
}

}  // namespace oomscan::kube
