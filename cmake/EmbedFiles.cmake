# cmake -DOUTPUT=file.cpp -DROOT=folder -DFILES=a,b,c -DNAMESPACE=rccm::hdl -DFUNCTION=embedded_files
#       -DHEADER=hdl/embedded.hpp -P EmbedFiles.cmake
# Writes a function that returns a table of the files' paths and contents as raw string literals.
string(REPLACE "," ";" files "${FILES}")
set(text "// Written by cmake/EmbedFiles.cmake.\n#include \"${HEADER}\"\n\n")
string(APPEND text "namespace ${NAMESPACE} {\n\nconst std::vector<rccm::hdl::EmbeddedFile>& ${FUNCTION}() {\n")
string(APPEND text "  static const std::vector<rccm::hdl::EmbeddedFile> files{\n")
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} content)
  string(APPEND text "    {\"${file}\", R\"embedded(${content})embedded\"},\n")
endforeach()
string(APPEND text "  };\n  return files;\n}\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUTPUT} "${text}")
