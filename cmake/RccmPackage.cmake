# cpack -G DEB: what cmake --install installs, as a Debian package. Names and version are the project's.
set(CPACK_PACKAGE_NAME rccm)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The authors of rccm <rccm@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION electronics)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The program runs without them; rccm verify and pictures as PNG want them, the library's users the headers.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "verilator, ghdl-llvm | ghdl, yosys, librsvg2-bin")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libboost-dev, nlohmann-json3-dev, zlib1g-dev")
include(CPack)
