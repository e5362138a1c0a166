#include "store/s3/run_object.hpp"

#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <zstd.h>

#include "oomscan/model/sha256.hpp"
#include "oomscan/model/time.hpp"
#include "store/numbering.hpp"
#include "store/run_json.hpp"
#include "store/s3/s3_place.hpp"

namespace oomscan::store {
namespace {

constexpr std::string_view kEnd = ".json.zst";
constexpr std::string_view kPrunedEnd = ".pruned.json.zst";
constexpr std::size_t kHashDigits = 16;
constexpr int kLevel = 9;  // a tenth smaller than the default, for some milliseconds a run

std::string compressed(const std::string& text) {
  std::string bytes(::ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ::ZSTD_compress(bytes.data(), bytes.size(), text.data(), text.size(), kLevel);
  // Only a lack of memory can end it here, as the buffer is large enough.
  if (::ZSTD_isError(size) != 0) throw std::bad_alloc();
  bytes.resize(size);
  return bytes;
}

struct FreeStream {
  void operator()(ZSTD_DStream* stream) const { ::ZSTD_freeDStream(stream); }
};

Result<std::string> decompressed(std::string_view bytes, std::size_t unpacked_max) {
  const Error damaged{ErrorKind::bad_answer, "it is damaged: not what zstd wrote", ""};
  const std::unique_ptr<ZSTD_DStream, FreeStream> stream(::ZSTD_createDStream());
  if (!stream) return Error{ErrorKind::io, "no memory to unpack it", ""};
  std::string text;
  std::array<char, 1 << 16> piece{};
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::size_t wanted = 1;
  while (wanted != 0) {
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    const std::size_t before = in.pos;
    wanted = ::ZSTD_decompressStream(stream.get(), &out, &in);
    if (::ZSTD_isError(wanted) != 0) return damaged;
    text.append(piece.data(), out.pos);
    if (text.size() > unpacked_max) {
      return Error{ErrorKind::bad_answer, fmt::format("it is larger than {} MiB", unpacked_max >> 20), ""};
    }
    if (wanted != 0 && out.pos == 0 && in.pos == before) return Error{ErrorKind::bad_answer, "it is cut off", ""};
  }
  if (in.pos != in.size) return damaged;
  return text;
}

// What failed when, and what it led to, but no more.
RunRecord without_details(RunRecord run) {
  for (RecordedCluster& cluster : run.clusters) {
    cluster.gaps.clear();
    for (RecordedFinding& finding : cluster.findings) {
      finding.cause.clear();
      finding.image.clear();
      finding.exit_code.reset();
      finding.restart_count.reset();
      finding.memory_limit_bytes.reset();
    }
  }
  return run;
}

std::string_view base_of(std::string_view name) { return name.substr(name.rfind('/') + 1); }

}  // namespace

RunObject run_object(const RunRecord& run) {
  const std::string text = run_lines(run);
  const std::string date = format_rfc3339(run.started_at).substr(0, 10);
  return {fmt::format("{}date={}/{}.{}{}", kRunObjects, date, percent_encoded(run.id, false),
                      sha256_hex(text).substr(0, kHashDigits), kEnd),
          compressed(text)};
}

RunObject pruned_object(std::string_view name, const RunRecord& run) {
  name.remove_suffix(kEnd.size());
  return {std::string(name) + std::string(kPrunedEnd), compressed(run_lines(without_details(run)))};
}

Result<RunRecord> read_run_object(std::string_view bytes, std::size_t unpacked_max) {
  const auto text = decompressed(bytes, unpacked_max);
  if (!text) return text.error();
  return parse_run_lines(*text);
}

bool is_run_object(std::string_view name) { return name.starts_with(kRunObjects) && name.ends_with(kEnd); }

bool is_pruned(std::string_view name) { return name.ends_with(kPrunedEnd); }

std::string part_of(std::string_view name) {
  std::string_view part = base_of(name);
  part.remove_suffix(is_pruned(name) ? kPrunedEnd.size() : kEnd.size());
  return std::string(part);
}

std::string name_before_pruning(std::string_view name) {
  name.remove_suffix(kPrunedEnd.size());
  return std::string(name) + std::string(kEnd);
}

std::string run_of(std::string_view name) {
  const std::string part = part_of(name);
  return part.substr(0, part.rfind('.'));
}

}  // namespace oomscan::store
