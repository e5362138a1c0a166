// Decoding of one page of 500 items, as the API server gave them.
#include <string>

#include <benchmark/benchmark.h>

#include "kube/list/list_decoder.hpp"
#include "recorded_pages.hpp"

namespace oomscan::kube {
namespace {

constexpr std::size_t kItems = 500;

template <class T>
void decode_pages(benchmark::State& state, ListDecoder<T>& decoder, const std::string& page) {
  std::int64_t items = 0;
  for (auto _ : state) {
    std::string copy = page;  // the decoder may enlarge it; a memcpy, small beside the decoding
    const Result<PageEnd> end = decoder.decode(copy, [&](T&& item) {
      ++items;
      benchmark::DoNotOptimize(item);
    });
    if (!end) state.SkipWithError(end.error().message.c_str());
  }
  state.SetItemsProcessed(items);
  state.SetBytesProcessed(static_cast<std::int64_t>(page.size()) * static_cast<std::int64_t>(state.iterations()));
}

void PodsJson(benchmark::State& state) {
  decode_pages(state, *make_json_pod_decoder(), bench::json_page("pods.json", kItems));
}
void PodsProtobuf(benchmark::State& state) {
  decode_pages(state, *make_protobuf_pod_decoder(), bench::protobuf_page("pods.pb", kItems));
}
// The same page as it comes from a socket, piece by piece.
void PodsProtobufInPieces(benchmark::State& state) {
  constexpr std::size_t kPieceBytes = 16 * 1024;
  const std::string page = bench::protobuf_page("pods.pb", kItems);
  const auto decoder = make_protobuf_pod_decoder();
  std::int64_t items = 0;
  for (auto _ : state) {
    const auto list = decoder->stream([&](PodObservation&& item) {
      ++items;
      benchmark::DoNotOptimize(item);
    });
    for (std::size_t at = 0; at < page.size(); at += kPieceBytes) {
      list->receive(std::string_view(page).substr(at, kPieceBytes));
    }
    const Result<PageEnd> end = list->end();
    if (!end) state.SkipWithError(end.error().message.c_str());
  }
  state.SetItemsProcessed(items);
  state.SetBytesProcessed(static_cast<std::int64_t>(page.size()) * static_cast<std::int64_t>(state.iterations()));
}
void EventsJson(benchmark::State& state) {
  decode_pages(state, *make_json_event_decoder(), bench::json_page("events.json", kItems));
}
void EventsProtobuf(benchmark::State& state) {
  decode_pages(state, *make_protobuf_event_decoder(), bench::protobuf_page("events.pb", kItems));
}
BENCHMARK(PodsJson)->Unit(benchmark::kMicrosecond);
BENCHMARK(PodsProtobuf)->Unit(benchmark::kMicrosecond);
BENCHMARK(PodsProtobufInPieces)->Unit(benchmark::kMicrosecond);
BENCHMARK(EventsJson)->Unit(benchmark::kMicrosecond);
BENCHMARK(EventsProtobuf)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace oomscan::kube
