#include "kube/client/tool.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class FindTool : public testing::Test {
 protected:
  FindTool() {
    std::string pattern = (std::filesystem::temp_directory_path() / "oomscan-tool-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
  }
  ~FindTool() override { std::filesystem::remove_all(directory_); }

  std::string add(const std::string& name, mode_t mode = 0755) {
    const std::string path = directory_ + "/" + name;
    std::ofstream(path) << "#!/bin/sh\n";
    EXPECT_EQ(chmod(path.c_str(), mode), 0);
    return path;
  }
  std::string directory_;
};

TEST_F(FindTool, PrefersOcToKubectl) {
  add("kubectl");
  EXPECT_EQ(find_tool("", "/nonexistent:" + directory_, "")->name, "kubectl");
  const std::string oc = add("oc");
  EXPECT_EQ(find_tool("", directory_, "")->path, oc);
}

TEST_F(FindTool, TakesThePathOrNameThatWasGiven) {
  const std::string path = add("oc-4.18");
  EXPECT_EQ(find_tool(path, "", "")->path, path);
  EXPECT_EQ(find_tool("oc-4.18", directory_, "")->path, path);
}

TEST_F(FindTool, SaysWhatIsMissing) {
  const auto none = find_tool("", directory_, "");
  EXPECT_EQ(none.error().kind, ErrorKind::not_found);
  EXPECT_THAT(none.error().hint, HasSubstr("--oc"));
  EXPECT_EQ(find_tool("/nonexistent/oc", directory_, "").error().kind, ErrorKind::not_found);
  EXPECT_EQ(find_tool("occ", directory_, "").error().kind, ErrorKind::not_found);
}

TEST_F(FindTool, RefusesAFileThatIsNoProgram) {
  const std::string path = add("oc", 0644);
  EXPECT_EQ(find_tool(path, "", "").error().kind, ErrorKind::local_permission);
  EXPECT_EQ(find_tool("", directory_, "").error().kind, ErrorKind::not_found);
}

TEST_F(FindTool, IgnoresRelativeEntriesOfThePath) { EXPECT_FALSE(find_tool("", ":.:bin", "").ok()); }

TEST(ToolCommand, PutsKubeconfigAndContextFirst) {
  EXPECT_THAT((Tool{"/bin/oc", "oc", ""}.command("", {"config", "view"}).argv),
              ElementsAre("/bin/oc", "config", "view"));
  EXPECT_THAT((Tool{"/bin/oc", "oc", "/k"}.command("-c;x", {"get"}).argv),
              ElementsAre("/bin/oc", "--kubeconfig", "/k", "--context", "-c;x", "get"));
}

}  // namespace
}  // namespace oomscan::kube
