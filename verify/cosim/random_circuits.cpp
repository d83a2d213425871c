// random_circuits FIRST COUNT: prints random circuits with the seeds FIRST, FIRST + 1, ... as rccm.circuits/1.
#include <cstdlib>
#include <iostream>

#include "support/random_circuit.hpp"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: random_circuits FIRST COUNT\n";
    return 2;
  }
  const std::uint64_t first = std::strtoull(argv[1], nullptr, 10);
  const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
  std::cout << R"({"schema": "rccm.circuits/1", "circuits": [)" << '\n';
  for (std::uint64_t i = 0; i < count; ++i) {
    std::cout << (i > 0 ? "," : "") << rccm::test::circuit_text(rccm::test::random_circuit(first + i));
  }
  std::cout << "]}\n";
  return 0;
}
