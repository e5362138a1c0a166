#include "kube/client/kubeconfig_files.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace oomscan::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class KubeconfigFiles : public ::testing::Test {
 protected:
  KubeconfigFiles() {
    std::string pattern = ::testing::TempDir() + "kubeconfigs.XXXXXX";
    folder_ = mkdtemp(pattern.data());
    std::ofstream(file("there")) << "{}";
  }
  ~KubeconfigFiles() override { std::filesystem::remove_all(folder_); }
  KubeconfigFiles(const KubeconfigFiles&) = delete;
  KubeconfigFiles& operator=(const KubeconfigFiles&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return folder_ + "/" + name; }

  std::string folder_;
};

TEST_F(KubeconfigFiles, AreMissedByNameWhereTheOptionNamesNone) {
  const auto trouble = trouble_with_option({file("nope"), "", ""}, "oc");
  ASSERT_TRUE(trouble.has_value());
  EXPECT_EQ(trouble->kind, ErrorKind::config);
  EXPECT_EQ(trouble->message, "there is no file '" + file("nope") + "'");
  EXPECT_EQ(trouble_with_option({file("there"), "", ""}, "oc"), std::nullopt);
  EXPECT_EQ(trouble_with_option({"", "/nowhere", ""}, "oc"), std::nullopt);
}

TEST_F(KubeconfigFiles, BehindATildeAreNamedAsTheShellWouldHaveNamedThem) {
  EXPECT_THAT(trouble_with_option({"~/kc", "", "/home/jo doe"}, "oc")->hint, HasSubstr("write '/home/jo doe/kc'"));
  EXPECT_THAT(no_context_in({"", "~/kc", "/home/jo"}).hint, HasSubstr("write /home/jo/kc"));
}

TEST_F(KubeconfigFiles, ThatCanBeReadOnlyOnceAreRefused) {
  ASSERT_EQ(mkfifo(file("pipe").c_str(), 0600), 0);
  const auto trouble = trouble_with_option({file("pipe"), "", ""}, "oc");
  ASSERT_TRUE(trouble.has_value());
  EXPECT_THAT(trouble->message, HasSubstr("only once"));
  EXPECT_THAT(trouble->hint, HasSubstr("write it to a file"));
}

TEST_F(KubeconfigFiles, AreNamedWhereNoneHoldsAContext) {
  EXPECT_THAT(no_context_in({file("there"), "", ""}).message, HasSubstr(file("there")));
  EXPECT_THAT(no_context_in({"", "/no/a:/no/b", ""}).message,
              HasSubstr("KUBECONFIG names no file that is there: '/no/a', '/no/b'"));
  EXPECT_THAT(no_context_in({"", file("there"), ""}).message, HasSubstr("KUBECONFIG names '" + file("there")));
  const Error usual = no_context_in({"", "", folder_});
  EXPECT_THAT(usual.message, HasSubstr("there is no '" + folder_ + "/.kube/config'"));
  EXPECT_THAT(usual.hint, HasSubstr("oc login"));
  EXPECT_EQ(no_context_in({"", "", ""}).message, "the kubeconfig has no context");
}

TEST_F(KubeconfigFiles, OfTheEnvironmentAreMergedAsFarAsTheyAreThere) {
  EXPECT_THAT(merged_files({"", "/no/a::" + file("there") + ":" + file("nope"), ""}), ElementsAre(file("there")));
  EXPECT_THAT(merged_files({file("there"), file("there"), ""}), IsEmpty());
}

}  // namespace
}  // namespace oomscan::kube
