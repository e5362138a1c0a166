# What makes an error in memory handling harder to use: for everything that is built, whatever the preset.
# Held to by tests/house/hardening_test.sh; explained in docs/SECURITY.md.
include(CheckCXXCompilerFlag)

# -fPIE rather than CMake's POSITION_INDEPENDENT_CODE: that compiles libraries with -fPIC, which keeps functions from
# being inlined, and all of ours end in a program.
add_compile_options(-fPIE -fstack-protector-strong)
add_link_options(-pie LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack)

# Not on every processor that a compiler knows.
foreach(flag IN ITEMS -fstack-clash-protection -fcf-protection=full)
  string(MAKE_C_IDENTIFIER "OOMSCAN_HAS${flag}" has_flag)
  check_cxx_compiler_flag("${flag}" "${has_flag}")
  if("${${has_flag}}")
    add_compile_options("${flag}")
  endif()
endforeach()

# It needs an optimiser, and the sanitizers see more by themselves. Undefined first: some distributions set it already.
if(NOT OOMSCAN_SANITIZE)
  add_compile_options("$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
endif()
