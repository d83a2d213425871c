// Plays a script of bus and stream traffic against Vshell_bench. Usage: shell_harness SCRIPT
//
// A script holds one command a line; streams run beside the commands that follow.
//   stalls INPUT CODE OUTPUT BUS SEED   chance in percent that a side pauses in a cycle
//   input WORDS...  code WORDS...       beats to send, in hexadecimal; a word with a trailing ! carries TLAST
//   output WORDS...                     beats to expect in this order
//   allow                               any output may come from now on, until strict
//   strict                              output that is not expected is an error (the state at the beginning)
//   write ADDRESS DATA                  decimal or 0x...
//   hold                                offers no input any more, until begin
//   begin DATA                          writes CONTROL; input is offered from the cycle after the handshake on
//   read ADDRESS MASK VALUE             an error if the masked word is another
//   poll ADDRESS MASK VALUE             reads until the masked word is right
//   sent | coded | received             waits until the queue of input, code or expected output is empty
//   quiet CYCLES                        waits so many cycles
//   reset                               pulls aresetn for three cycles
//   drop                                forgets what is queued, but for beats on offer
//   settled                             waits until input and code are empty or refused for 200 cycles, then drops them
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <sstream>
#include <string>

#include "Vshell_bench.h"
#include "verilated.h"

namespace {

constexpr int kWords = 8;  // of 32 bits, a beat
constexpr std::uint32_t kControl = 8;
constexpr std::uint64_t kPatience = 200'000;

struct Beat {
  std::array<std::uint32_t, kWords> data{};
  bool last = false;

  bool operator==(const Beat&) const = default;
};

Beat parse_beat(std::string text) {
  Beat beat;
  if (text.back() == '!') {
    beat.last = true;
    text.pop_back();
  }
  for (std::size_t i = 0; !text.empty(); ++i) {
    const std::size_t begin = text.size() > 8 ? text.size() - 8 : 0;
    beat.data.at(i) = static_cast<std::uint32_t>(std::stoul(text.substr(begin), nullptr, 16));
    text.resize(begin);
  }
  return beat;
}

std::string print(const Beat& beat) {
  std::string text;
  for (int i = kWords; i-- > 0;) {
    std::array<char, 9> digits{};
    std::snprintf(digits.data(), digits.size(), "%08x", beat.data.at(static_cast<std::size_t>(i)));
    text += digits.data();
  }
  text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
  return text + (beat.last ? "!" : "");
}

class Bench {
 public:
  Bench() {
    top_.s_axi_wstrb = 15;
    reset();
  }

  void run(std::istream& script) {
    for (std::string line; std::getline(script, line);) {
      ++line_;
      std::istringstream words(line);
      std::string verb;
      if (words >> verb) execute(verb, words);
    }
    std::cout << "passed, " << cycle_ << " cycles\n";
  }

 private:
  void execute(const std::string& verb, std::istream& words) {
    const auto number = [&words] {
      std::string text;
      words >> text;
      return static_cast<std::uint32_t>(std::stoul(text, nullptr, 0));
    };
    if (verb == "stalls") {
      for (unsigned* chance : {&input_stall_, &code_stall_, &output_stall_, &bus_stall_}) *chance = number();
      random_.seed(number());
    } else if (verb == "input" || verb == "code" || verb == "output") {
      auto& queue = verb == "input" ? input_ : verb == "code" ? code_ : output_;
      for (std::string word; words >> word;) queue.push_back(parse_beat(word));
    } else if (verb == "allow" || verb == "strict") {
      strict_ = verb == "strict";
    } else if (verb == "hold") {
      held_ = true;
    } else if (verb == "write" || verb == "begin") {
      const std::uint32_t address = verb == "begin" ? kControl : number();
      write(address, number());
    } else if (verb == "read" || verb == "poll") {
      const std::uint32_t address = number();
      const std::uint32_t mask = number();
      expect(address, mask, number(), verb == "poll");
    } else if (verb == "sent" || verb == "coded" || verb == "received") {
      const auto& queue = verb == "sent" ? input_ : verb == "coded" ? code_ : output_;
      wait_empty(queue, verb);
    } else if (verb == "quiet") {
      for (std::uint32_t left = number(); left > 0; --left) step();
    } else if (verb == "reset") {
      reset();
    } else if (verb == "drop") {
      drop();
    } else if (verb == "settled") {
      settle();
    } else {
      fail("unknown command " + verb);
    }
  }

  [[noreturn]] void fail(const std::string& what) const {
    std::cout << "line " << line_ << " of the script, cycle " << cycle_ << ": " << what << std::endl;
    std::exit(1);
  }

  bool chance(unsigned percent) { return percent > 0 && random_() % 100 < percent; }

  // A source keeps offering a beat until it is taken.
  template <typename Data>
  void drive(std::deque<Beat>& queue, unsigned stall, Data set, CData& valid, CData& last) {
    if (valid == 0 && !queue.empty() && !chance(stall)) {
      set(queue.front());
      last = queue.front().last ? 1 : 0;
      valid = 1;
    }
  }

  // One cycle: the sides change behind the edge, look before the next one.
  void step() {
    if (!held_) {
      drive(
          input_, input_stall_,
          [this](const Beat& beat) {
            for (int i = 0; i < kWords; ++i) top_.s_axis_tdata[i] = beat.data.at(static_cast<std::size_t>(i));
          },
          top_.s_axis_tvalid, top_.s_axis_tlast);
    }
    drive(
        code_, code_stall_,
        [this](const Beat& beat) {
          top_.s_axis_code_tdata = beat.data[0] | (static_cast<std::uint64_t>(beat.data[1]) << 32);
        },
        top_.s_axis_code_tvalid, top_.s_axis_code_tlast);
    top_.m_axis_tready = chance(output_stall_) ? 0 : 1;
    top_.aclk = 0;
    top_.eval();
    const bool input_taken = top_.s_axis_tvalid != 0 && top_.s_axis_tready != 0;
    const bool code_taken = top_.s_axis_code_tvalid != 0 && top_.s_axis_code_tready != 0;
    moved_ = input_taken || code_taken;
    if (top_.aresetn != 0) watch_output();
    top_.aclk = 1;
    top_.eval();
    if (input_taken) {
      input_.pop_front();
      top_.s_axis_tvalid = 0;
    }
    if (code_taken) {
      code_.pop_front();
      top_.s_axis_code_tvalid = 0;
    }
    ++cycle_;
  }

  void watch_output() {
    Beat beat;
    for (int i = 0; i < kWords; ++i) beat.data.at(static_cast<std::size_t>(i)) = top_.m_axis_tdata[i];
    beat.last = top_.m_axis_tlast != 0;
    const bool valid = top_.m_axis_tvalid != 0;
    if (offered_ && (!valid || !(beat == offer_))) fail("m_axis withdrew or changed a beat on offer");
    offered_ = valid && top_.m_axis_tready == 0;
    offer_ = beat;
    if (!valid || top_.m_axis_tready == 0 || !strict_) return;
    if (output_.empty()) fail("output " + print(beat) + " where none was expected");
    if (!(beat == output_.front())) {
      fail("output " + print(beat) + ", expected " + print(output_.front()) + ", " + std::to_string(output_.size()) +
           " beats before the end");
    }
    output_.pop_front();
  }

  void write(std::uint32_t address, std::uint32_t data) {
    while (chance(bus_stall_)) step();
    top_.s_axi_awaddr = static_cast<CData>(address);
    top_.s_axi_wdata = data;
    top_.s_axi_awvalid = 1;
    while (chance(bus_stall_)) step();
    top_.s_axi_wvalid = 1;
    for (int left = 50;; --left) {
      const bool taken = is_ready(top_.s_axi_awready);
      step();
      if (taken) break;
      if (left == 0) fail("a write is not taken");
    }
    if (address == kControl) held_ = false;
    top_.s_axi_awvalid = 0;
    top_.s_axi_wvalid = 0;
    while (chance(bus_stall_)) step();
    top_.s_axi_bready = 1;
    for (int left = 50;; --left) {
      const bool taken = is_ready(top_.s_axi_bvalid);
      step();
      if (taken) break;
      if (left == 0) fail("a write is not answered");
    }
    top_.s_axi_bready = 0;
  }

  std::uint32_t read(std::uint32_t address) {
    while (chance(bus_stall_)) step();
    top_.s_axi_araddr = static_cast<CData>(address);
    top_.s_axi_arvalid = 1;
    for (int left = 50;; --left) {
      const bool taken = is_ready(top_.s_axi_arready);
      step();
      if (taken) break;
      if (left == 0) fail("a read is not taken");
    }
    top_.s_axi_arvalid = 0;
    while (chance(bus_stall_)) step();
    top_.s_axi_rready = 1;
    for (int left = 50;; --left) {
      const bool taken = is_ready(top_.s_axi_rvalid);
      const std::uint32_t data = top_.s_axi_rdata;
      step();
      if (taken) {
        top_.s_axi_rready = 0;
        return data;
      }
      if (left == 0) fail("a read is not answered");
    }
  }

  // What the edge to come will see of a signal that is a register's output.
  bool is_ready(const CData& signal) {
    top_.aclk = 0;
    top_.eval();
    return signal != 0;
  }

  void expect(std::uint32_t address, std::uint32_t mask, std::uint32_t value, bool patient) {
    const std::uint64_t limit = cycle_ + kPatience;
    for (;;) {
      const std::uint32_t data = read(address);
      if ((data & mask) == value) return;
      if (!patient || cycle_ > limit) {
        fail("register " + std::to_string(address) + " is " + std::to_string(data) + ", expected " +
             std::to_string(value));
      }
    }
  }

  void wait_empty(const std::deque<Beat>& queue, const std::string& what) {
    const std::uint64_t limit = cycle_ + kPatience;
    while (!queue.empty()) {
      if (cycle_ > limit) fail("hangs: " + std::to_string(queue.size()) + " beats not " + what);
      step();
    }
  }

  void settle() {
    for (int idle = 0; idle < 200; ++idle) {
      step();
      if (moved_) idle = 0;
    }
    drop();
    top_.s_axis_tvalid = 0;
    top_.s_axis_code_tvalid = 0;
  }

  void drop() {
    const auto keep_offer = [](std::deque<Beat>& queue, bool valid) { queue.resize(valid ? 1 : 0); };
    keep_offer(input_, top_.s_axis_tvalid != 0);
    keep_offer(code_, top_.s_axis_code_tvalid != 0);
    output_.clear();
  }

  void reset() {
    top_.s_axis_tvalid = 0;
    top_.s_axis_code_tvalid = 0;
    offered_ = false;
    input_.clear();
    code_.clear();
    output_.clear();
    top_.aresetn = 0;
    for (int i = 0; i < 3; ++i) step();
    top_.aresetn = 1;
    step();
  }

  Vshell_bench top_;
  int line_ = 0;
  std::uint64_t cycle_ = 0;
  std::deque<Beat> input_, code_, output_;
  unsigned input_stall_ = 0, code_stall_ = 0, output_stall_ = 0, bus_stall_ = 0;
  std::mt19937 random_{1};
  bool strict_ = true;
  bool held_ = false;
  bool moved_ = false;
  bool offered_ = false;
  Beat offer_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream script(argv[1]);
  if (!script) return 2;
  Verilated::randReset(2);  // what is not reset holds anything
  std::make_unique<Bench>()->run(script);
  return 0;
}
