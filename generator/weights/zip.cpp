#include "weights/zip.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "support/error.hpp"
#include "support/files.hpp"
#include "weights/bytes.hpp"

// Field names and layouts follow PKWARE's APPNOTE.TXT, sections 4.3 and 4.5.
namespace rccm {
namespace {

constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kCentralSignature = 0x02014b50;
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kZip64EndSignature = 0x06064b50;
constexpr std::uint32_t kZip64LocatorSignature = 0x07064b50;
constexpr std::uint64_t kEndBytes = 22;
constexpr std::uint64_t kZip64LocatorBytes = 20;
constexpr std::uint64_t kMaxCommentBytes = 0xffff;
constexpr std::uint16_t kZip64ExtraField = 1;
constexpr std::uint32_t kSeeZip64 = 0xffffffff;

constexpr unsigned kFlagEncrypted = 1U << 0 | 1U << 6 | 1U << 13;
constexpr unsigned kFlagSizesFollowData = 1U << 3;
constexpr unsigned kFlagPatch = 1U << 5;

/// Deflate's best is 258 bytes for two bits, so nothing honest unpacks to more than that.
constexpr std::uint64_t kMaxDeflateRatio = 1032;

struct Directory {
  std::uint64_t members = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
};

/// The end record is the last one whose comment reaches exactly to the end of the file.
std::uint64_t find_end_record(std::string_view bytes, const std::string& where) {
  if (bytes.size() >= kEndBytes) {
    const std::uint64_t last = bytes.size() - kEndBytes;
    const std::uint64_t first = last > kMaxCommentBytes ? last - kMaxCommentBytes : 0;
    for (std::uint64_t at = last + 1; at-- > first;) {
      if (bytes.substr(at, kEmptyZipMagic.size()) != kEmptyZipMagic) continue;
      ByteReader comment_length(bytes, where, at + kEndBytes - 2);
      if (comment_length.u16("the end record") == bytes.size() - at - kEndBytes) return at;
    }
  }
  throw input_error(where +
                    ": has no zip directory at its end: the file is cut short or no zip archive, copy it again");
}

Directory read_directory_position(std::string_view bytes, const std::string& where) {
  const std::uint64_t end = find_end_record(bytes, where);
  ByteReader reader(bytes, where, end);
  if (reader.u32("the end record") != kEndSignature) fail_zip(where, "no end record");
  const std::uint16_t disk = reader.u16("the end record");
  const std::uint16_t directory_disk = reader.u16("the end record");
  const std::uint16_t members_here = reader.u16("the end record");
  Directory directory;
  directory.members = reader.u16("the end record");
  directory.size = reader.u32("the end record");
  directory.offset = reader.u32("the end record");
  std::uint64_t directory_end = end;

  const bool zip64 = directory.members == 0xffff || directory.size == kSeeZip64 || directory.offset == kSeeZip64;
  if (zip64 && end >= kZip64LocatorBytes) {
    ByteReader locator(bytes, where, end - kZip64LocatorBytes);
    if (locator.u32("the zip64 locator") == kZip64LocatorSignature) {
      locator.skip(4, "the zip64 locator");
      directory_end = locator.u64("the zip64 locator");
      ByteReader record(bytes, where, directory_end);
      if (record.u32("the zip64 end record") != kZip64EndSignature)
        fail_zip(where, "no zip64 end record where one should be");
      record.skip(8 + 2 + 2 + 4 + 4 + 8, "the zip64 end record");
      directory.members = record.u64("the zip64 end record");
      directory.size = record.u64("the zip64 end record");
      directory.offset = record.u64("the zip64 end record");
    }
  } else if (disk != 0 || directory_disk != 0 || members_here != directory.members) {
    throw input_error(where + ": is one part of a split zip archive: join the parts into one file");
  }
  if (directory.offset > directory_end || directory.size != directory_end - directory.offset) {
    fail_zip(where, "its directory of " + std::to_string(directory.size) + " bytes at byte " +
                        std::to_string(directory.offset) + " does not end where the end record begins");
  }
  return directory;
}

struct CentralEntry {
  std::string name;
  unsigned flags = 0;
  unsigned method = 0;
  std::uint32_t crc32 = 0;
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
};

/// Replaces the fields that did not fit in 32 bits; the extra field holds just those, in this order.
void apply_zip64(CentralEntry& entry, std::string_view extra, const std::string& where) {
  if (entry.size != kSeeZip64 && entry.packed_size != kSeeZip64 && entry.offset != kSeeZip64) return;
  ByteReader reader(extra, where);
  while (reader.remaining() > 0) {
    const std::uint16_t id = reader.u16("an extra field");
    const std::uint16_t length = reader.u16("an extra field");
    ByteReader field(reader.take(length, "an extra field"), where);
    if (id != kZip64ExtraField) continue;
    for (std::uint64_t* value : {&entry.size, &entry.packed_size, &entry.offset}) {
      if (*value == kSeeZip64) *value = field.u64("the zip64 extra field");
    }
    return;
  }
}

CentralEntry read_central_entry(ByteReader& reader, const std::string& where) {
  constexpr std::string_view kWhat = "the zip directory";
  if (reader.u32(kWhat) != kCentralSignature) fail_zip(where, "its directory holds something else than members");
  CentralEntry entry;
  reader.skip(2 + 2, kWhat);  // versions
  entry.flags = reader.u16(kWhat);
  entry.method = reader.u16(kWhat);
  reader.skip(2 + 2, kWhat);  // time and date
  entry.crc32 = reader.u32(kWhat);
  entry.packed_size = reader.u32(kWhat);
  entry.size = reader.u32(kWhat);
  const std::uint16_t name_length = reader.u16(kWhat);
  const std::uint16_t extra_length = reader.u16(kWhat);
  const std::uint16_t comment_length = reader.u16(kWhat);
  reader.skip(2 + 2 + 4, kWhat);  // disk and attributes
  entry.offset = reader.u32(kWhat);
  entry.name = std::string(reader.take(name_length, kWhat));
  apply_zip64(entry, reader.take(extra_length, kWhat), where);
  reader.skip(comment_length, kWhat);
  return entry;
}

void refuse_unsupported(const CentralEntry& entry, const std::string& where) {
  const std::string member = where + ": member '" + entry.name + "' ";
  if ((entry.flags & kFlagEncrypted) != 0) throw input_error(member + "is encrypted: decrypt the archive first");
  if ((entry.flags & kFlagPatch) != 0 || (entry.method != 0 && entry.method != 8)) {
    throw input_error(member + "is packed by method " + std::to_string(entry.method) +
                      ", only 0 (stored) and 8 (deflated) are read: save it again with numpy.savez");
  }
  const bool deflated = entry.method == 8;
  if (deflated ? entry.size / kMaxDeflateRatio > entry.packed_size : entry.size != entry.packed_size) {
    throw input_error(member + "claims to unpack " + std::to_string(entry.packed_size) + " bytes to " +
                      std::to_string(entry.size) + ": that cannot be, the archive is damaged or hostile");
  }
}

/// The packed data, whose place only the member's local header tells, and where that whole stretch ends.
std::string_view locate_data(std::string_view before_directory, const CentralEntry& entry, const std::string& where) {
  const std::string what = "member '" + entry.name + "'";
  ByteReader reader(before_directory, where, entry.offset);
  if (reader.u32(what) != kLocalSignature) fail_zip(where, what + " is not where the directory says");
  reader.skip(2, what);  // version
  const unsigned flags = reader.u16(what);
  const unsigned method = reader.u16(what);
  reader.skip(2 + 2, what);  // time and date
  const std::uint32_t crc32 = reader.u32(what);
  const std::uint32_t packed_size = reader.u32(what);
  const std::uint32_t size = reader.u32(what);
  const std::uint16_t name_length = reader.u16(what);
  const std::uint16_t extra_length = reader.u16(what);
  const std::string_view name = reader.take(name_length, what);
  reader.skip(extra_length, what);
  // NumPy writes zip64 sizes here (force_zip64) even where the directory has plain ones; the directory decides.
  const bool sizes_agree = (packed_size == kSeeZip64 || packed_size == entry.packed_size) &&
                           (size == kSeeZip64 || size == entry.size) && crc32 == entry.crc32;
  const bool sizes_elsewhere = (flags & kFlagSizesFollowData) != 0;
  if (name != entry.name || method != entry.method || flags != entry.flags || (!sizes_agree && !sizes_elsewhere)) {
    fail_zip(where, what + " contradicts the directory");
  }
  return reader.take(entry.packed_size, what);
}

}  // namespace

void fail_zip(const std::string& where, const std::string& problem) {
  throw input_error(where + ": " + problem + ": the archive is damaged, copy or save it again");
}

std::vector<ZipMember> list_zip(std::string_view bytes, const std::string& where) {
  const Directory directory = read_directory_position(bytes, where);
  const std::string_view before_directory = bytes.substr(0, directory.offset);
  ByteReader reader(bytes.substr(0, directory.offset + directory.size), where, directory.offset);

  std::vector<ZipMember> members;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> stretches;
  std::set<std::string> names;
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < directory.members; ++i) {
    CentralEntry entry = read_central_entry(reader, where);
    refuse_unsupported(entry, where);
    if (!names.insert(entry.name).second) fail_zip(where, "two members are called '" + entry.name + "'");
    if (entry.size > kMaxFileBytes - total) {
      throw input_error(where + ": unpacks to more than " + std::to_string(kMaxFileBytes >> 30) +
                        " GiB: name a smaller file");
    }
    total += entry.size;
    const std::string_view packed = locate_data(before_directory, entry, where);
    stretches.emplace_back(entry.offset, static_cast<std::uint64_t>(packed.data() - bytes.data()) + packed.size());
    if (entry.name.ends_with('/')) continue;
    members.push_back({std::move(entry.name), packed, entry.size, entry.crc32, entry.method == 8});
  }
  if (reader.remaining() != 0) fail_zip(where, "its directory holds more than the members it counts");
  // Overlapping members are how a small archive unpacks to petabytes; honest ones never do.
  std::sort(stretches.begin(), stretches.end());
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    if (stretches[i].first < stretches[i - 1].second) fail_zip(where, "two members overlap");
  }
  return members;
}

}  // namespace rccm
