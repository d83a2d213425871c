#include "support/files.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "support/error.hpp"

namespace rccm {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) throw input_error(path.string() + ": no such file: check the path");
  if (fs::is_directory(status)) throw input_error(path.string() + ": is a folder: name a file in it");
  std::ifstream stream(path, std::ios::binary);
  if (!stream)
    throw input_error(path.string() + ": cannot be opened (" + std::strerror(errno) + "): check its permissions");

  // Read in pieces rather than trust a size: pipes and device files have none.
  std::string content;
  std::string piece(std::size_t{1} << 20, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    content.append(piece, 0, static_cast<std::size_t>(stream.gcount()));
    if (content.size() > kMaxFileBytes) {
      throw input_error(path.string() + ": larger than " + std::to_string(kMaxFileBytes >> 30) +
                        " GiB: name a smaller file");
    }
  }
  if (stream.bad()) throw input_error(path.string() + ": reading failed (" + std::strerror(errno) + ")");
  return content;
}

void write_file(const fs::path& path, std::string_view content) {
  const fs::path temporary = path.string() + ".tmp" + std::to_string(::getpid());
  std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
  if (!stream) {
    throw input_error(path.string() + ": cannot be written (" + std::strerror(errno) +
                      "): check that its folder exists and is writable");
  }
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  stream.close();
  std::error_code error;
  if (stream) fs::rename(temporary, path, error);
  if (!stream || error) {
    const std::string reason = error ? error.message() : std::strerror(errno);
    fs::remove(temporary, error);
    throw input_error(path.string() + ": writing failed (" + reason + "): nothing was changed");
  }
}

}  // namespace rccm
