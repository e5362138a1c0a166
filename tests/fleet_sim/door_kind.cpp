#include "fleet_sim/door_kind.hpp"

#include <stdexcept>
#include <string_view>

namespace oomscan::fleet_sim {
namespace {

struct NamedDoor {
  std::string_view name;
  DoorKind kind;
};
constexpr NamedDoor kDoors[] = {
    {"open", DoorKind::open},
    {"closed", DoorKind::closed},
    {"deaf", DoorKind::deaf},
    {"black-hole", DoorKind::black_hole},
    {"expired", DoorKind::expired},
    {"wrong-name", DoorKind::wrong_name},
    {"unknown-authority", DoorKind::unknown_authority},
    {"plain", DoorKind::plain},
};

}  // namespace

DoorKind door_from(const std::string& name) {
  for (const NamedDoor& door : kDoors) {
    if (door.name == name) return door.kind;
  }
  throw std::invalid_argument("no door is called '" + name + "'");
}

CertificateFlaw flaw_of(DoorKind door) {
  switch (door) {
    case DoorKind::expired:
      return CertificateFlaw::expired;
    case DoorKind::wrong_name:
      return CertificateFlaw::wrong_name;
    case DoorKind::unknown_authority:
      return CertificateFlaw::unknown_authority;
    default:
      return CertificateFlaw::none;
  }
}

std::optional<Silence> silence_of(DoorKind door) {
  switch (door) {
    case DoorKind::closed:
      return Silence::refuses;
    case DoorKind::deaf:
      return Silence::ignores;
    case DoorKind::black_hole:
      return Silence::swallows;
    default:
      return std::nullopt;
  }
}

}  // namespace oomscan::fleet_sim
