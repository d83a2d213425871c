# rccm_embed(NAME NAMESPACE n FUNCTION f HEADER h FILES file...): files of the sources, by their paths from the
# root, as a table in the library, so that the program works from wherever it is installed.
function(rccm_embed name)
  cmake_parse_arguments(embed "" "NAMESPACE;FUNCTION;HEADER" "FILES" ${ARGN})
  list(SORT embed_FILES)
  list(JOIN embed_FILES "," names)
  list(TRANSFORM embed_FILES PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  set(script ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DROOT=${PROJECT_SOURCE_DIR} -DFILES=${names}
            -DNAMESPACE=${embed_NAMESPACE} -DFUNCTION=${embed_FUNCTION} -DHEADER=${embed_HEADER} -P ${script}
    DEPENDS ${paths} ${script}
    COMMENT "Embedding ${name}" VERBATIM)
  add_custom_target(rccm_${name} DEPENDS ${source})
  target_sources(rccm_core PRIVATE ${source})
  # Clang warns of literals above 64 KiB, which every compiler that this project can be built with takes.
  set_source_files_properties(${source} TARGET_DIRECTORY rccm_core
    PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  add_dependencies(rccm_core rccm_${name})
endfunction()
