#include "weights/write_npz.hpp"

#include <zlib.h>

#include <bit>
#include <cstddef>
#include <cstring>
#include <utility>

#include "support/error.hpp"
#include "weights/npy.hpp"
#include "weights/zip.hpp"

// Field names and layouts follow PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
namespace rccm {
namespace {

static_assert(std::endian::native == std::endian::little, "elements are written as they lie in memory");

constexpr std::uint16_t kVersionNeeded = 20;
constexpr std::uint16_t kFirstDay = 1 << 5 | 1;  // 1 January 1980: month in bits 5 to 8, day in bits 0 to 4

void append(std::string& text, std::uint16_t value) {
  text += static_cast<char>(value & 0xffU);
  text += static_cast<char>(value >> 8U);
}

void append(std::string& text, std::uint32_t value) {
  append(text, static_cast<std::uint16_t>(value & 0xffffU));
  append(text, static_cast<std::uint16_t>(value >> 16U));
}

std::uint32_t narrow(std::uint64_t size) {
  if (size >= UINT32_MAX) throw usage_error("the tensors exceed 4 GiB, more than one .npz file can hold: split them");
  return static_cast<std::uint32_t>(size);
}

std::string npy_bytes(const NpzArray& array) {
  std::string shape;
  for (const std::uint64_t extent : array.shape) shape += std::to_string(extent) + ", ";
  if (array.shape.size() == 1) shape.pop_back();  // "(3,)"
  if (array.shape.size() > 1) shape.resize(shape.size() - 2);
  std::string header = "{'descr': '" + array.descr + "', 'fortran_order': False, 'shape': (" + shape + "), }";
  // The data begins at a multiple of 64 bytes, as NumPy has it.
  const std::size_t prefix = kNpyMagic.size() + 4;
  header.append(63 - (prefix + header.size()) % 64, ' ');
  header += '\n';
  std::string bytes(kNpyMagic);
  append(bytes, std::uint16_t{1});
  append(bytes, static_cast<std::uint16_t>(header.size()));
  return bytes + header + array.bytes;
}

/// What the local header and the directory's entry of a stored member have in common.
std::string common_fields(const std::string& name, const std::string& content) {
  std::string fields;
  append(fields, kVersionNeeded);
  append(fields, std::uint16_t{0});  // flags
  append(fields, std::uint16_t{0});  // stored
  append(fields, std::uint16_t{0});  // time
  append(fields, kFirstDay);
  append(fields,
         static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size())));
  append(fields, narrow(content.size()));
  append(fields, narrow(content.size()));
  append(fields, static_cast<std::uint16_t>(name.size()));
  append(fields, std::uint16_t{0});  // extra field
  return fields;
}

template <typename Value>
NpzArray make_array(std::string name, const char* descr, std::vector<std::uint64_t> shape,
                    std::span<const Value> values) {
  std::string bytes(values.size_bytes(), '\0');
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return {std::move(name), descr, std::move(shape), std::move(bytes)};
}

}  // namespace

NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape, std::span<const float> values) {
  return make_array(std::move(name), "<f4", std::move(shape), values);
}
NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape, std::span<const double> values) {
  return make_array(std::move(name), "<f8", std::move(shape), values);
}
NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape, std::span<const std::int64_t> values) {
  return make_array(std::move(name), "<i8", std::move(shape), values);
}
NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape, std::span<const std::uint32_t> values) {
  return make_array(std::move(name), "<u4", std::move(shape), values);
}
NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape, std::span<const std::uint16_t> values) {
  return make_array(std::move(name), "<u2", std::move(shape), values);
}
NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape, std::span<const std::uint8_t> values) {
  return make_array(std::move(name), "|u1", std::move(shape), values);
}

std::string write_npz(const std::vector<NpzArray>& arrays) {
  std::string archive;
  std::string directory;
  for (const NpzArray& array : arrays) {
    const std::string name = array.name + ".npy";
    const std::string content = npy_bytes(array);
    const std::string fields = common_fields(name, content);
    directory += "PK\x01\x02";
    append(directory, kVersionNeeded);
    directory += fields;
    append(directory, std::uint16_t{0});  // comment
    append(directory, std::uint16_t{0});  // disk
    append(directory, std::uint16_t{0});  // internal attributes
    append(directory, std::uint32_t{0});  // external attributes
    append(directory, narrow(archive.size()));
    directory += name;
    archive += kZipMagic;
    archive += fields;
    archive += name;
    archive += content;
  }
  const std::uint32_t directory_offset = narrow(archive.size());
  archive += directory;
  archive += kEmptyZipMagic;
  append(archive, std::uint32_t{0});  // disks
  append(archive, static_cast<std::uint16_t>(arrays.size()));
  append(archive, static_cast<std::uint16_t>(arrays.size()));
  append(archive, narrow(directory.size()));
  append(archive, directory_offset);
  append(archive, std::uint16_t{0});  // comment
  return archive;
}

}  // namespace rccm
