#include "cli/app.hpp"

int main(int argc, char** argv) {
  return rccm::cli::run_program(argc, argv);
}
