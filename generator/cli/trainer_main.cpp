#include "cli/program.hpp"

// The same program as main.cpp's, linked with the trainer.
int main(int argc, char** argv) {
  return rccm::cli::run_program(argc, argv);
}
