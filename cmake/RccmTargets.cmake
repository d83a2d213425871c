# Counting bits and the integer engine want AVX2, which every x86-64 processor since 2013 has. The floating-point results
# must not depend on it, hence no contraction into fused multiply-adds.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(RCCM_ARCH "x86-64-v3" CACHE STRING "Processor level to compile for (-march); x86-64 runs everywhere, slower")
endif()

# The settings that every target of this project shares.
function(rccm_configure target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
    # GCC 12 sees overlapping copies in "text" + std::string where there are none (GCC bug 105651).
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
    -ffp-contract=off $<$<BOOL:${RCCM_ARCH}>:-march=${RCCM_ARCH}>
    # Position independent code for the Python module must not cost the program its inlining.
    $<$<BOOL:${RCCM_PYTHON}>:-fno-semantic-interposition>
    $<$<BOOL:${RCCM_WARNINGS_AS_ERRORS}>:-Werror>)
  if(RCCM_SANITIZE)
    # Instrumented code keeps GCC from seeing that std::regex fills its variants before it moves them (GCC bug 105562).
    target_compile_options(${target} PUBLIC -fsanitize=${RCCM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
      $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(${target} PUBLIC -fsanitize=${RCCM_SANITIZE})
  endif()
  if(RCCM_UNITY AND target MATCHES "^rccm_(core|cli)$")
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    # A name of another file is no name of an outer scope.
    target_compile_options(${target} PRIVATE -Wno-shadow)
  endif()
  if(RCCM_PRECOMPILE AND target STREQUAL "rccm_core")
    target_precompile_headers(${target} PRIVATE
      <algorithm> <filesystem> <functional> <map> <nlohmann/json.hpp> <regex> <sstream> <string> <vector>)
  endif()
  if(RCCM_COVERAGE)
    target_compile_options(${target} PUBLIC --coverage)
    target_link_options(${target} PUBLIC --coverage)
  endif()
endfunction()

# rccm_sources(file...): the sources and public headers of one folder of the library. The base directory of headers is
# named once, in the root: CMake compares each header with each mention of it, half a minute for one a header.
function(rccm_sources)
  set(headers ${ARGN})
  list(FILTER headers INCLUDE REGEX "\\.hpp$")
  set(sources ${ARGN})
  list(FILTER sources EXCLUDE REGEX "\\.hpp$")
  target_sources(rccm_core PRIVATE ${sources} PUBLIC FILE_SET HEADERS FILES ${headers})
endfunction()

# rccm_unity_unit(NAME item...): what RCCM_UNITY compiles as one: folders, and single sources, which then belong to no
# other unit. Most of the time goes into headers and templates, which a unit reads and instantiates once.
function(rccm_unity_unit name)
  get_target_property(all rccm_core SOURCES)
  foreach(item IN LISTS ARGN)
    set(sources ${PROJECT_SOURCE_DIR}/generator/${item}.cpp)
    if(NOT item MATCHES "/")
      set(sources ${all})
      list(FILTER sources INCLUDE REGEX "^${PROJECT_SOURCE_DIR}/generator/${item}/[^/]*\\.cpp$")
    endif()
    set_source_files_properties(${sources} TARGET_DIRECTORY rccm_core PROPERTIES UNITY_GROUP ${name})
  endforeach()
endfunction()

# rccm_unity_cold(NAME...): units whose code hardly runs, so that RCCM_UNITY need not optimise them much.
function(rccm_unity_cold)
  foreach(name IN LISTS ARGN)
    set_source_files_properties(${PROJECT_BINARY_DIR}/CMakeFiles/rccm_core.dir/Unity/unity_${name}_cxx.cxx
      TARGET_DIRECTORY rccm_core PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-O1>)
  endforeach()
endfunction()

# rccm_unit_test(NAME source...): one test program; its cases are registered with CTest one by one.
function(rccm_unit_test name)
  add_executable(test_${name} ${ARGN})
  target_link_libraries(test_${name} PRIVATE rccm::rccm rccm_test_main)
  rccm_configure(test_${name})
  if(RCCM_PRECOMPILE)
    target_precompile_headers(test_${name} PRIVATE
      <algorithm> <catch2/catch.hpp> <filesystem> <map> <nlohmann/json.hpp> <string> <vector>)
  endif()
  catch_discover_tests(test_${name} TEST_PREFIX "${name}: " PROPERTIES TIMEOUT 600)
endfunction()
