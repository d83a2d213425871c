# install() and the find_package(rccm) export.
include(CMakePackageConfigHelpers)

install(TARGETS rccm_core EXPORT rccm
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rccm)
if(RCCM_BUILD_PROGRAM)
  install(TARGETS rccm_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  if(RCCM_HAS_TORCH)
    install(TARGETS rccm_trainer RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endif()

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/rccm)
install(EXPORT rccm NAMESPACE rccm:: FILE rccmTargets.cmake DESTINATION ${config_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/rccmConfig.cmake.in
  ${PROJECT_BINARY_DIR}/rccmConfig.cmake INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/rccmConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/rccmConfig.cmake ${PROJECT_BINARY_DIR}/rccmConfigVersion.cmake
  DESTINATION ${config_dir})
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
