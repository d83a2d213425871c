# cmake -DOUTPUT=file.cpp -DROOT=folder -DFILES=a,b,c -P EmbedFiles.cmake
# Writes a table of the files' paths and contents as raw string literals.
string(REPLACE "," ";" files "${FILES}")
set(text "// Written by cmake/EmbedFiles.cmake.\n#include \"hdl/embedded.hpp\"\n\n")
string(APPEND text "namespace rccm::hdl {\n\nconst std::vector<EmbeddedFile>& embedded_files() {\n")
string(APPEND text "  static const std::vector<EmbeddedFile> files{\n")
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} content)
  string(APPEND text "    {\"${file}\", R\"embedded(${content})embedded\"},\n")
endforeach()
string(APPEND text "  };\n  return files;\n}\n\n}  // namespace rccm::hdl\n")
file(WRITE ${OUTPUT} "${text}")
