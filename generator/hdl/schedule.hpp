#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "hdl/netlist.hpp"

namespace rccm::hdl {

/// At how many cycles after the inputs each part of the circuit works.
struct Schedule {
  int input_time = 0;  ///< 1 behind an input register
  bool pipelined = false;
  int depth = 0;
  int latency = 0;
  /// Of the cells of a level, which count from 1.
  [[nodiscard]] int time_of_level(int level) const { return input_time + (pipelined ? level - 1 : 0); }
};

[[nodiscard]] Schedule make_schedule(const ModuleOptions& options, int depth);

/// The words of the circuit (x, the code, each cell's result) at the times at which they are read, with the registers
/// that bring them there. Only bits that are read get registers.
class Words {
 public:
  /// Adds the ports of a circuit to the netlist.
  Words(Netlist& netlist, Schedule schedule, std::vector<int> cell_levels);

  /// The wire of a bit at a time not before it exists.
  Wire at(const Bit& bit, int time);
  /// The signal that holds a cell's result before any register.
  [[nodiscard]] SignalId result(int cell) const { return results_[static_cast<std::size_t>(cell)]; }
  /// "x", "x_q1", "sum0": the name of the word that a bit belongs to, at a time.
  [[nodiscard]] std::string name(const Bit& bit, int time) const;
  [[nodiscard]] const Schedule& schedule() const { return schedule_; }

  /// Declares the registers that were found needed and gives their assignments, by the time they hold.
  std::map<int, std::vector<Assignment>> make_registers();

 private:
  using Key = std::pair<int, int>;  // word and time; words are ordered x, code, cells
  static int word_of(const Bit& bit);
  [[nodiscard]] int birth(int word) const;
  [[nodiscard]] SignalId signal(int word, int time);

  Netlist* netlist_;
  Schedule schedule_;
  std::vector<int> levels_;
  SignalId x_ = 0;
  SignalId code_ = 0;
  std::vector<SignalId> results_;
  std::map<Key, SignalId> delayed_;
  std::map<SignalId, std::set<int>> read_;  // bits of delayed words
};

/// Sets of bits as the ranges they consist of, highest first.
[[nodiscard]] std::vector<BitRange> to_runs(const std::set<int>& bits);

}  // namespace rccm::hdl
