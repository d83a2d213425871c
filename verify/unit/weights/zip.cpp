#include "weights/zip.hpp"

#include <random>

#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm;
using namespace rccm::testing;

namespace {

std::string refuse(const std::string& bytes) {
  return refusal([&] {
    for (const ZipMember& member : list_zip(bytes, "a.npz")) (void)unpack(member, "a.npz:" + member.name);
  });
}

}  // namespace

TEST_CASE("Stored and deflated members unpack to what was packed") {
  const std::string text(5000, 'r');
  const std::string archive = zip_file({ZipEntry::stored("a", "hello"), ZipEntry::deflated("b", text)});
  const std::vector<ZipMember> members = list_zip(archive, "a.npz");
  REQUIRE(members.size() == 2);
  CHECK(members[0].name == "a");
  CHECK_FALSE(members[0].deflated);
  CHECK(unpack(members[0], "a") == "hello");
  CHECK(members[1].deflated);
  CHECK(members[1].packed.size() < 100);
  CHECK(unpack(members[1], "b") == text);
}

TEST_CASE("Random contents of all sizes survive packing") {
  std::mt19937 random(3);
  for (int round = 0; round < 60; ++round) {
    std::string content(random() % (round < 50 ? 2000 : 1000000), '\0');
    const auto kinds = 1 + random() % 200;
    for (char& c : content) c = static_cast<char>(random() % kinds);
    const ZipEntry entry = round % 2 == 0 ? ZipEntry::stored("x", content) : ZipEntry::deflated("x", content);
    const std::string archive = zip_file({entry});
    if (unpack(list_zip(archive, "a").at(0), "a") != content) FAIL("round " << round);
  }
}

TEST_CASE("Sizes in zip64 extra fields are understood, in the member's header and in the directory") {
  ZipEntry entry = ZipEntry::deflated("w.npy", std::string(300, 'z'));
  entry.local_zip64 = true;
  CHECK(refuse(zip_file({entry})).empty());
  entry.central_zip64 = true;
  CHECK(refuse(zip_file({entry})).empty());
  CHECK(refuse(zip64_file({entry, ZipEntry::stored("v", "1")})).empty());
}

TEST_CASE("Sizes that follow the data are taken from the directory") {
  ZipEntry entry = ZipEntry::deflated("w.npy", "some text, some text");
  entry.flags = 8;
  CHECK(refuse(zip_file({entry})).empty());
}

TEST_CASE("Folders are passed over, and an archive may have no members and a comment") {
  const std::string archive = zip_file({ZipEntry::stored("folder/", ""), ZipEntry::stored("folder/x", "1")});
  CHECK(list_zip(archive, "a").size() == 1);
  CHECK(list_zip(zip_file({}), "a").empty());
  std::string commented = zip_file({});
  commented.replace(commented.size() - 2, 2, u16(5));
  CHECK(list_zip(commented + "hello", "a").empty());
}

TEST_CASE("Members that are encrypted or packed by another method are refused by name") {
  ZipEntry entry = ZipEntry::stored("w.npy", "1234");
  entry.flags = 1;
  CHECK(refuse(zip_file({entry})) == "a.npz: member 'w.npy' is encrypted: decrypt the archive first");
  entry.flags = 0;
  entry.method = 12;
  CHECK(refuse(zip_file({entry})) ==
        "a.npz: member 'w.npy' is packed by method 12, only 0 (stored) and 8 (deflated) are read: save it again with "
        "numpy.savez");
}

TEST_CASE("A wrong CRC-32 is refused") {
  ZipEntry entry = ZipEntry::stored("w", "1234");
  entry.crc ^= 1;
  CHECK(refuse(zip_file({entry})) ==
        "a.npz:w: its CRC-32 does not match: the archive is damaged, copy or save it again");
}

TEST_CASE("A size that the packed bytes cannot unpack to is refused before anything is unpacked") {
  ZipEntry bomb = ZipEntry::deflated("bomb", std::string(1000, 'b'));
  bomb.size = std::uint64_t{4} << 30;
  bomb.local_zip64 = true;
  bomb.central_zip64 = true;
  CHECK(contains(refuse(zip_file({bomb})), "to 4294967296: that cannot be, the archive is damaged or hostile"));
  ZipEntry stored = ZipEntry::stored("s", "1234");
  stored.size = 5;
  CHECK(contains(refuse(zip_file({stored})), "claims to unpack 4 bytes to 5"));
}

TEST_CASE("A size that is only somewhat wrong is refused while unpacking") {
  ZipEntry entry = ZipEntry::deflated("w", std::string(1000, 'b'));
  entry.size = 999;
  CHECK(contains(refuse(zip_file({entry})), "a.npz:w: unpacks to more than the declared 999 bytes"));
  entry.size = 1001;
  CHECK(contains(refuse(zip_file({entry})), "a.npz:w: unpacks to 1000 bytes instead of 1001"));
}

TEST_CASE("The largest honest compression is accepted") {
  const std::string zeros(20'000'000, '\0');
  const ZipEntry entry = ZipEntry::deflated("zeros", zeros);
  REQUIRE(zeros.size() / entry.packed.size() > 1000);
  CHECK(refuse(zip_file({entry})).empty());
}

TEST_CASE("Broken packed data is refused") {
  ZipEntry entry = ZipEntry::deflated("w", "abcabcabc");
  entry.packed.front() = '\x07';  // a block type that does not exist
  CHECK(contains(refuse(zip_file({entry})), "its packed data is broken or cut short"));
  entry = ZipEntry::deflated("w", "abcabcabc");
  entry.packed.pop_back();
  CHECK(contains(refuse(zip_file({entry})), "its packed data is broken or cut short"));
  entry = ZipEntry::deflated("w", "abcabcabc");
  entry.packed += 'x';
  CHECK(contains(refuse(zip_file({entry})), "has bytes behind its packed data"));
}

TEST_CASE("Two members of one name are refused") {
  CHECK(contains(refuse(zip_file({ZipEntry::stored("w", "1"), ZipEntry::stored("w", "2")})),
                 "two members are called 'w'"));
}

TEST_CASE("Members that overlap are refused, as one packed stretch could serve many members") {
  // The directory lists the member at byte 0 and a second one that lies within the first one's data.
  const ZipEntry inner = ZipEntry::stored("inner", "1234");
  const ZipEntry outer = ZipEntry::stored("outer", "x" + zip_local(inner));
  const std::string members = zip_local(outer);
  const std::string directory = zip_central(outer, 0) + zip_central(inner, members.size() - zip_local(inner).size());
  CHECK(contains(refuse(members + directory + zip_end(2, directory.size(), members.size())), "two members overlap"));
}

TEST_CASE("A directory that does not agree with the file is refused") {
  const ZipEntry entry = ZipEntry::stored("w", "1234");
  const std::string local = zip_local(entry);
  const std::string central = zip_central(entry, 0);
  const auto with_end = [&](const std::string& end) { return refuse(local + central + end); };
  CHECK(with_end(zip_end(1, central.size(), local.size())).empty());
  CHECK(contains(with_end(zip_end(2, central.size(), local.size())), "ends inside the zip directory"));
  CHECK(contains(with_end(zip_end(0, central.size(), local.size())), "holds more than the members it counts"));
  CHECK(contains(with_end(zip_end(1, central.size() + 1, local.size())), "does not end where the end record begins"));
  CHECK(contains(with_end(zip_end(1, 4, 4000000000)), "does not end where the end record begins"));
  CHECK(contains(refuse(local + zip_central(entry, 1) + zip_end(1, central.size(), local.size())),
                 "member 'w' is not where the directory says"));
  CHECK(contains(refuse(local + zip_central(entry, 4000000000) + zip_end(1, central.size(), local.size())),
                 "points to byte 4000000000"));
  ZipEntry other = entry;
  other.name = "v";
  CHECK(contains(refuse(local + zip_central(other, 0) + zip_end(1, central.size(), local.size())),
                 "member 'v' contradicts the directory"));
}

TEST_CASE("A part of a split archive is refused") {
  std::string archive = zip_file({});
  archive.replace(4, 2, u16(1));
  CHECK(contains(refuse(archive), "is one part of a split zip archive"));
}

TEST_CASE("Every prefix of a valid archive is refused") {
  ZipEntry entry = ZipEntry::deflated("b", std::string(300, 'q'));
  entry.local_zip64 = true;
  for (const std::string& file :
       {zip_file({ZipEntry::stored("a", "hello"), entry}), zip64_file({ZipEntry::stored("a", "hello"), entry})}) {
    for (std::size_t length = 0; length < file.size(); ++length) {
      if (refuse(file.substr(0, length)).empty()) FAIL("accepted " << length << " of " << file.size() << " bytes");
    }
  }
}

TEST_CASE("A flipped bit anywhere in an archive never gives other content") {
  // Bits that say nothing about the content (versions, times, attributes) may flip unseen.
  const std::string file = zip_file({ZipEntry::stored("a", "hello"), ZipEntry::deflated("b", std::string(300, 'q'))});
  for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
    std::string flipped = file;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    if (!refuse(flipped).empty()) continue;
    const std::vector<ZipMember> members = list_zip(flipped, "a");
    const bool same =
        members.size() == 2 && unpack(members[0], "a") == "hello" && unpack(members[1], "b") == std::string(300, 'q');
    if (!same) FAIL("bit " << bit);
  }
}
