#include "kube/client/client_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

TEST(ClientWords, AreAllLinesOfAComplaint) {
  EXPECT_EQ(client_words("error: The gcp auth plugin has been removed.\n"
                         "Please use the \"gke-gcloud-auth-plugin\" kubectl/client-go credential plugin instead.\n"
                         "See https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke "
                         "for further details\n"),
            "The gcp auth plugin has been removed. Please use the \"gke-gcloud-auth-plugin\" kubectl/client-go "
            "credential plugin instead. See "
            "https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further "
            "details");
  EXPECT_EQ(
      client_words("Error in configuration: \n* unable to read client-cert /no/c\n* unable to read client-key /k\n"),
      "Error in configuration: unable to read client-cert /no/c; unable to read client-key /k");
}

TEST(ClientWords, AreNotThoseOfItsHelpNorOfItsLog) {
  EXPECT_EQ(client_words("Error: unknown flag: --append-server-path\nSee 'kubectl proxy --help' for usage.\n"),
            "unknown flag: --append-server-path");
  EXPECT_EQ(client_words("W1120 10:00:00.000000       1 warnings.go:70] old\nerror: x\n\nUsage:\n  kubectl\n"), "x");
  EXPECT_EQ(client_words("E1212 05:26:00.000000       1 memcache.go:265] it broke\n"), "it broke")
      << "unless there is nothing else";
  EXPECT_EQ(client_words(""), "");
}

// What kubectl 1.20 and 1.33 say of files with a secret where none belongs.
TEST(ClientWords, LeaveOutWhatIsQuotedFromAFile) {
  for (const char* said :
       {"error: error loading config file \"k\": v1.Config.AuthInfos: []v1.NamedAuthInfo: decode slice: expect [ or n, "
        "but found \", error found in #10 byte of ...|{\"users\":\"hush|..., bigger context "
        "...|{\"users\":\"hush\"}|...\n",
        "error: cannot unmarshal !!str `hush` into v1.Config\n",
        "error: duplicate name \"u\" in list: [{u {hush}} {u {hush}}]\n",
        "error: invalid 'proxy-url' \"ftp://me:hush@proxy:21/\" for cluster \"c\"\n",
        "error: a token eyJhbGciOiJSUzI1NiIsImtpZCI6ImhhaGEifQhush.x is no map\n", "error: an open ` hush\n"}) {
    const std::string words = client_words(said);
    EXPECT_THAT(words, AllOf(Not(HasSubstr("hush")), Not(HasSubstr("eyJ")))) << said;
    EXPECT_NE(words, "");
  }
  EXPECT_THAT(client_words("error: json: cannot unmarshal string into Go struct field Config.users of type "
                           "[]v1.NamedAuthInfo\n"),
              HasSubstr("[]v1.NamedAuthInfo"));
}

TEST(ClientWords, AreBoundedAndHarmless) {
  EXPECT_THAT(client_words("error: " + std::string(5000, 'x')), SizeIs(kClientWordsBytesMax));
  EXPECT_THAT(client_words("error: \x1b[2J\n"), HasSubstr("\\x1b[2J"));
}

}  // namespace
}  // namespace oomscan::kube
