#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <zstd.h>

#include "store/s3/run_object.hpp"
#include "store/s3/s3_answer.hpp"
#include "store/s3/s3_place.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Variables from(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
}

TEST(S3Place, IsReadFromTheUsualVariables) {
  const auto place = s3_place("s3://bucket/a/b/", from({{"AWS_ACCESS_KEY_ID", "AKID"},
                                                        {"AWS_SECRET_ACCESS_KEY", "geheim"},
                                                        {"AWS_SESSION_TOKEN", "token"},
                                                        {"AWS_REGION", "eu-west-1"}}));
  ASSERT_TRUE(place.ok());
  EXPECT_EQ(place->bucket, "bucket");
  EXPECT_EQ(place->prefix, "a/b/");
  EXPECT_EQ(place->url, "https://bucket.s3.eu-west-1.amazonaws.com");
  EXPECT_EQ(place->address, "s3://bucket/a/b");
  EXPECT_EQ(place->session_token, "token");
}

TEST(S3Place, IsReadFromAProfile) {
  std::string pattern = (std::filesystem::temp_directory_path() / "oom-scan-aws.XXXXXX").string();
  const std::string home = ::mkdtemp(pattern.data());
  std::filesystem::create_directory(home + "/.aws");
  std::ofstream(home + "/.aws/credentials") << "[default]\naws_access_key_id = one\naws_secret_access_key=uno\n"
                                               "[team]\naws_access_key_id = two\naws_secret_access_key = dos\n";
  std::ofstream(home + "/.aws/config") << "[default]\nregion = eu-north-1\n[profile team]\nregion = us-west-2\n"
                                          "s3 =\n  region = nested\nendpoint_url = https://s3.example:9000/\n";
  const auto own = s3_place("s3://bucket", from({{"HOME", home}}));
  EXPECT_EQ(own->access_key, "one");
  EXPECT_EQ(own->region, "eu-north-1");
  const auto team = s3_place("s3://bucket", from({{"HOME", home}, {"AWS_PROFILE", "team"}}));
  EXPECT_EQ(team->access_key, "two");
  EXPECT_EQ(team->secret_key, "dos");
  EXPECT_EQ(team->region, "us-west-2");
  EXPECT_EQ(team->url, "https://s3.example:9000/bucket");
  std::filesystem::remove_all(home);
}

TEST(S3Place, WithoutCredentialsSaysHowToGiveThem) {
  const auto place = s3_place("s3://bucket", from({{"HOME", "/nowhere"}}));
  ASSERT_FALSE(place.ok());
  EXPECT_EQ(place.error().kind, ErrorKind::unauthorized);
  EXPECT_THAT(place.error().hint, HasSubstr("AWS_PROFILE"));
}

TEST(S3Place, IsRefusedWhereItIsNone) {
  const std::map<std::string, std::string> keys{{"AWS_ACCESS_KEY_ID", "a"}, {"AWS_SECRET_ACCESS_KEY", "b"}};
  for (const char* address : {"s3://", "s3:///x", "s3://Bucket", "s3://a@b/c", "s3://b?x/c", "s3://ab"}) {
    EXPECT_FALSE(s3_place(address, from(keys)).ok()) << address;
  }
  for (const char* endpoint : {"s3.example", "ftp://x", "https://user:pass@x", "https://x?y", "https://x\r\nHost: y"}) {
    auto with = keys;
    with["AWS_ENDPOINT_URL"] = endpoint;
    const auto place = s3_place("s3://bucket", from(with));
    ASSERT_FALSE(place.ok()) << endpoint;
    EXPECT_THAT(place.error().message, Not(HasSubstr("pass")));
  }
}

TEST(S3Listing, IsReadPageByPage) {
  const auto page = parse_listing(
      "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"x\"><IsTruncated>true</IsTruncated><Contents><Key>a%2Fb%20c"
      "</Key><Size>1</Size></Contents><Contents><Key>d&amp;e</Key></Contents><EncodingType>url</EncodingType>"
      "<NextContinuationToken>1/x+&#x3D;</NextContinuationToken></ListBucketResult>");
  ASSERT_TRUE(page.ok());
  EXPECT_THAT(page->keys, ElementsAre("a/b c", "d&e"));
  EXPECT_EQ(page->next, "1/x+=");
}

TEST(S3Listing, ThatIsNoneIsAnErrorAndNotAnEmptyHistory) {
  for (const char* text : {"", "<html>login</html>", "<ListBucketResult>", "{}",
                           "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"}) {
    EXPECT_FALSE(parse_listing(text).ok()) << text;
  }
  EXPECT_THAT(parse_listing("<ListBucketResult></ListBucketResult>")->keys, IsEmpty());
}

TEST(S3Refusal, NamesTheServersCodeAndTheRemedy) {
  EXPECT_EQ(refusal_of(404, "<Code>NoSuchBucket</Code>", "x").kind, ErrorKind::config);
  EXPECT_EQ(refusal_of(403, "<Code>AccessDenied</Code>", "x").kind, ErrorKind::unauthorized);
  EXPECT_EQ(refusal_of(503, "", "x").kind, ErrorKind::throttled);
  EXPECT_THAT(refusal_of(301, "<Code>PermanentRedirect</Code><Region>eu-west-1</Region>", "x").hint,
              HasSubstr("AWS_REGION=eu-west-1"));
  EXPECT_THAT(refusal_of(400, "<Code>\x1b[31m</Code>", "x").message, Not(HasSubstr("\x1b")));
}

RunRecord a_run() {
  return run("20251124T160000Z-0000000000000001",
             {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow)})})});
}

TEST(RunObjects, AreReadAsTheyWereWritten) {
  const RunObject object = run_object(a_run());
  const auto read = read_run_object(object.bytes);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, a_run());
  EXPECT_EQ(run_object(a_run()).name, object.name);
  EXPECT_EQ(run_of(object.name), a_run().id);
  EXPECT_TRUE(is_run_object(object.name));
}

TEST(RunObjects, ThatArePrunedKeepTheirPlaceAndWhatFailed) {
  const RunObject object = run_object(a_run());
  const RunObject pruned = pruned_object(object.name, a_run());
  EXPECT_TRUE(is_pruned(pruned.name));
  EXPECT_EQ(part_of(pruned.name), part_of(object.name));
  EXPECT_EQ(name_before_pruning(pruned.name), object.name);
  const auto read = read_run_object(pruned.bytes);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->clusters[0].findings[0].moments, a_run().clusters[0].findings[0].moments);
  EXPECT_EQ(read->clusters[0].findings[0].image, "");
}

TEST(RunObjects, ThatAreCutOffOrChangedAreErrorsAtEveryByte) {
  const std::string bytes = run_object(a_run()).bytes;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(read_run_object(bytes.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(read_run_object(bytes + "x").ok());
  std::string changed = bytes;
  for (std::size_t i = 0; i < changed.size(); ++i) {
    changed[i] = static_cast<char>(changed[i] ^ 0x20);
    (void)read_run_object(changed);  // an error or a run, never a crash
    changed[i] = bytes[i];
  }
}

TEST(RunObjects, ThatAreBombsEndAtALimit) {
  // 20 MiB of spaces in a few kB, written piece by piece.
  ZSTD_CCtx* context = ::ZSTD_createCCtx();
  const std::string spaces(std::size_t{1} << 20, ' ');
  std::string bomb;
  std::string piece(::ZSTD_CStreamOutSize(), '\0');
  for (int i = 0; i < 20; ++i) {
    ZSTD_inBuffer in{spaces.data(), spaces.size(), 0};
    const auto mode = i == 19 ? ZSTD_e_end : ZSTD_e_continue;
    std::size_t left = 1;
    while (in.pos < in.size || (mode == ZSTD_e_end && left != 0)) {
      ZSTD_outBuffer out{piece.data(), piece.size(), 0};
      left = ::ZSTD_compressStream2(context, &out, &in, mode);
      bomb.append(piece.data(), out.pos);
    }
  }
  ::ZSTD_freeCCtx(context);
  EXPECT_LT(bomb.size(), 20'000U);
  EXPECT_THAT(read_run_object(bomb, std::size_t{8} << 20).error().message, HasSubstr("larger than"));
}

}  // namespace
}  // namespace oomscan::store
