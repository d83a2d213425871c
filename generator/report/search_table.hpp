#pragma once

#include <string>

#include "search/addnet_query.hpp"
#include "search/native_query.hpp"

namespace rccm {

/// Search results for a person: one line a circuit, columns aligned, then how much of the space was searched.
[[nodiscard]] std::string search_table(const AddnetQuery& query, const AddnetOutcome& outcome);

[[nodiscard]] std::string search_table(const NativeQuery& query, const NativeOutcome& outcome);

/// An integer with commas between groups of three digits.
[[nodiscard]] std::string grouped(std::uint64_t value);

}  // namespace rccm
