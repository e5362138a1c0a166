# oomscan_warnings: flags that every target of ours is built with.
# oomscan_room(NAME [LIBRARIES ...] [ROOMS ...]): src/NAME/**/*.cpp as a static library that sees the contracts and itself.

add_library(oomscan_warnings INTERFACE)
target_compile_options(oomscan_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                                  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference)
# g++ 12 is wrong about these three when it optimises (inlined std::string operator+, nlohmann's iterators, variants).
target_compile_options(oomscan_warnings INTERFACE
                       "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict;-Wno-null-dereference;-Wno-maybe-uninitialized>")
if(OOMSCAN_WERROR)
  target_compile_options(oomscan_warnings INTERFACE -Werror)
endif()

if(OOMSCAN_SANITIZE)
  add_compile_options(-fsanitize=${OOMSCAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${OOMSCAN_SANITIZE})
endif()

function(oomscan_room name)
  cmake_parse_arguments(ROOM "" "" "LIBRARIES;ROOMS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/${name}/*.cpp")
  if(NOT sources)
    message(FATAL_ERROR "room '${name}' has no source file")
  endif()
  add_library(oomscan_${name} STATIC ${sources})
  target_include_directories(oomscan_${name} PUBLIC "${CMAKE_SOURCE_DIR}/include" PRIVATE "${CMAKE_SOURCE_DIR}/src")
  target_compile_definitions(oomscan_${name} PRIVATE OOMSCAN_VERSION="${PROJECT_VERSION}")
  target_link_libraries(oomscan_${name} PRIVATE oomscan_warnings ${ROOM_LIBRARIES} PUBLIC Threads::Threads)
  if(NOT name MATCHES "^(model|posix)$")
    target_link_libraries(oomscan_${name} PUBLIC oomscan_model oomscan_posix)
  endif()
  foreach(room IN LISTS ROOM_ROOMS)
    target_link_libraries(oomscan_${name} PUBLIC oomscan_${room})
  endforeach()
endfunction()
