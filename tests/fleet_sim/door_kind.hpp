// How a cluster's port behaves before HTTP begins, by name.
#pragma once

#include <optional>
#include <string>

#include "fleet_sim/certificates.hpp"

namespace oomscan::fleet_sim {

enum class DoorKind {
  open,
  closed,             // refuses connections
  deaf,               // connects, and then never answers a TLS greeting
  black_hole,         // drops what wants to connect, without a word
  expired,            // its certificate is out of date,
  wrong_name,         // is for another host,
  unknown_authority,  // or of an authority that the kubeconfig does not name
  plain               // speaks HTTP where TLS is expected
};

// Of a port on which nobody answers.
enum class Silence {
  refuses,   // connections
  ignores,   // connects, since the kernel does that by itself, and says nothing
  swallows,  // does not even connect: its listening queue is full
};

// "black-hole" for black_hole. Throws std::invalid_argument.
[[nodiscard]] DoorKind door_from(const std::string& name);
[[nodiscard]] CertificateFlaw flaw_of(DoorKind door);
// nullopt: somebody answers at this door.
[[nodiscard]] std::optional<Silence> silence_of(DoorKind door);

}  // namespace oomscan::fleet_sim
