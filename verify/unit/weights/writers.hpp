#pragma once

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/error.hpp"

/// The other side of the readers: small writers that make valid files, and invalid ones on request.
namespace rccm::testing {

/// The message with which `call` refuses its input; empty where it does not.
template <typename Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error.kind() == ErrorKind::kInput ? error.what() : std::string("of another kind: ") + error.what();
  }
  return "";
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <typename T>
std::string encode(T value, std::endian order = std::endian::little) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  if (order != std::endian::native) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

template <typename T>
std::string encode_all(const std::vector<T>& values, std::endian order = std::endian::little) {
  std::string bytes;
  for (const T value : values) bytes += encode(value, order);
  return bytes;
}

inline std::string u16(std::uint64_t value) {
  return encode(static_cast<std::uint16_t>(value));
}
inline std::string u32(std::uint64_t value) {
  return encode(static_cast<std::uint32_t>(value));
}
inline std::string u64(std::uint64_t value) {
  return encode(value);
}

/// A .npy file around any header text, padded as NumPy does so that the data begins at a multiple of 64.
inline std::string npy_file(const std::string& header, const std::string& data, int version = 1) {
  const std::size_t prefix = version == 1 ? 10 : 12;
  std::string padded = header;
  while ((prefix + padded.size() + 1) % 64 != 0) padded += ' ';
  padded += '\n';
  return std::string("\x93NUMPY") + static_cast<char>(version) + '\0' +
         (version == 1 ? u16(padded.size()) : u32(padded.size())) + padded + data;
}

inline std::string npy_header(const std::string& descr, const std::string& shape, bool fortran_order = false) {
  return "{'descr': '" + descr + "', 'fortran_order': " + (fortran_order ? "True" : "False") + ", 'shape': " + shape +
         ", }";
}

/// A one-dimensional little-endian float32 array.
inline std::string npy_floats(const std::vector<float>& values) {
  return npy_file(npy_header("<f4", "(" + std::to_string(values.size()) + ",)"), encode_all(values));
}

inline std::string deflate_raw(const std::string& content) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string packed(deflateBound(&stream, content.size()), '\0');
  std::string input = content;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// One member of a zip archive; the fields default to a valid stored one and can be set to lies.
struct ZipEntry {
  std::string name;
  std::string packed;
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::uint32_t crc = 0;
  std::uint64_t size = 0;
  bool local_zip64 = false;  ///< sizes of the local header in a zip64 extra field, as NumPy writes them
  bool central_zip64 = false;

  static ZipEntry stored(const std::string& name, const std::string& content) {
    return {name, content, 0, 0, crc_of(content), content.size()};
  }
  static ZipEntry deflated(const std::string& name, const std::string& content) {
    return {name, deflate_raw(content), 8, 0, crc_of(content), content.size()};
  }
  static std::uint32_t crc_of(const std::string& content) {
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size()));
  }
};

inline std::string zip_local(const ZipEntry& entry) {
  const bool follow = (entry.flags & 8U) != 0;
  const std::string extra =
      entry.local_zip64 ? u16(1) + u16(16) + u64(entry.size) + u64(entry.packed.size()) : std::string();
  const std::string sizes = entry.local_zip64 ? u32(0xffffffff) + u32(0xffffffff)
                            : follow          ? u32(0) + u32(0)
                                              : u32(entry.packed.size()) + u32(entry.size);
  return "PK\x03\x04" + u16(20) + u16(entry.flags) + u16(entry.method) + u32(0) + u32(follow ? 0 : entry.crc) + sizes +
         u16(entry.name.size()) + u16(extra.size()) + entry.name + extra + entry.packed;
}

inline std::string zip_central(const ZipEntry& entry, std::uint64_t offset) {
  const std::string extra =
      entry.central_zip64 ? u16(1) + u16(24) + u64(entry.size) + u64(entry.packed.size()) + u64(offset) : std::string();
  const std::string sizes =
      entry.central_zip64 ? u32(0xffffffff) + u32(0xffffffff) : u32(entry.packed.size()) + u32(entry.size);
  return "PK\x01\x02" + u16(20) + u16(20) + u16(entry.flags) + u16(entry.method) + u32(0) + u32(entry.crc) + sizes +
         u16(entry.name.size()) + u16(extra.size()) + u16(0) + u16(0) + u16(0) + u32(0) +
         u32(entry.central_zip64 ? 0xffffffff : offset) + entry.name + extra;
}

inline std::string zip_end(std::uint64_t members, std::uint64_t size, std::uint64_t offset) {
  return std::string("PK\x05\x06") + u16(0) + u16(0) + u16(members) + u16(members) + u32(size) + u32(offset) + u16(0);
}

inline std::string zip_file(const std::vector<ZipEntry>& entries) {
  std::string archive;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    directory += zip_central(entry, archive.size());
    archive += zip_local(entry);
  }
  return archive + directory + zip_end(entries.size(), directory.size(), archive.size());
}

/// The same with a zip64 end record, as writers of very large archives make it.
inline std::string zip64_file(const std::vector<ZipEntry>& entries) {
  std::string archive;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    directory += zip_central(entry, archive.size());
    archive += zip_local(entry);
  }
  const std::uint64_t end = archive.size() + directory.size();
  return archive + directory + "PK\x06\x06" + u64(44) + u16(45) + u16(45) + u32(0) + u32(0) + u64(entries.size()) +
         u64(entries.size()) + u64(directory.size()) + u64(archive.size()) + "PK\x06\x07" + u32(0) + u64(end) + u32(1) +
         zip_end(0xffff, 0xffffffff, 0xffffffff);
}

inline std::string safetensors_file(const std::string& header, const std::string& data) {
  return u64(header.size()) + header + data;
}

}  // namespace rccm::testing
