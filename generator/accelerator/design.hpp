#pragma once

#include <string>

#include "accelerator/layer.hpp"
#include "hdl/options.hpp"

namespace rccm::accelerator {

/// How a sum becomes an activation again; the numbers are those of the units in rtl/.
enum class Requantiser {
  kDsp,     ///< one multiplication in a DSP, one result a cycle
  kArray,   ///< Booth rows in LUTs, one result a cycle
  kSerial,  ///< one row used again and again, one result in factor_bits / 2 + 1 cycles
};

/// What sums the products of an element.
enum class Adders {
  kBinary,   ///< a tree of adders of two values, each behind one LUT and a carry chain
  kTernary,  ///< of three values, in fewer LUTs behind longer paths
  kChain,    ///< one product after the other is added to a running sum, which may choose between shifts of them
};

/// A layer and everything about the hardware that the layer leaves open.
struct Design {
  std::string name;  ///< legal in both languages, see hdl::is_legal_name()
  Layer layer;
  int lanes = 8;       ///< P: input channels of one beat
  int elements = 8;    ///< N: output channels computed side by side
  int read_width = 1;  ///< R: outputs of one beat; divides the elements and the output channels
  Requantiser requantiser = Requantiser::kArray;
  Adders adders = Adders::kBinary;
  hdl::Style style = hdl::Style::kXcup;
  hdl::Pipeline pipeline = hdl::Pipeline::kCells;
};

inline constexpr int kMaxLanes = 64;
inline constexpr int kMaxElements = 1024;

[[nodiscard]] std::string to_text(Requantiser requantiser);

/// A tree of adders, or a chain where the sum chooses between shifts.
[[nodiscard]] Adders usual_adders(const Product& product);

/// Whether adders of three values sum the products: a single product needs none.
[[nodiscard]] bool has_ternary_adders(const Design& design);

/// Whether lane p of an element works p cycles later than lane 0.
[[nodiscard]] bool has_chain(const Design& design);

/// Whether sums lack a 1 for every stored word that is negative, which the biases then hold.
[[nodiscard]] bool biases_hold_signs(const Design& design);

/// How the codes of the elements lie in memory.
struct CodeMemory {
  int word_bits = 0;            ///< of a whole word: N·P codes
  int groups = 1;               ///< that have memories of their own: one, or one a lane
  int depth = 0;                ///< words of one set; the memory holds two
  int slice_bits = 0;           ///< of the memories that a group's part of a word is cut into
  int slices = 0;               ///< of all groups
  bool is_distributed = false;  ///< so shallow that LUTs hold it
  int block_rams = 0;           ///< of 18 kbit
};

/// The memory for words of so many bits, which the groups share evenly.
[[nodiscard]] CodeMemory code_memory(int word_bits, int depth, int groups = 1);

/// What follows from a design: the parameters of the hardware.
struct Plan {
  int in_folds = 0;   ///< beats of a pixel
  int out_folds = 0;  ///< groups of output channels
  int input_bits = 0;
  int word_bits = 0;  ///< of one stored word
  int accumulator_bits = 0;
  int bias_bits = 0;  ///< of a stored bias
  int output_bits = 0;
  int row_slots = 0;
  CodeMemory codes;
  CodeMemory wide_codes;  ///< of the same layer with 8-bit weights
  int set_beats = 0;      ///< of the code stream: one whole set
  int input_beats = 0;    ///< of one image
  int output_beats = 0;   ///< of one image
  int beats_per_row = 0;  ///< of the elements, for one output row
};

/// Throws Error (kUsage) that names the field for folds that are impossible.
[[nodiscard]] Plan make_plan(const Design& design);

/// The largest number of outputs a beat, up to `most`, that these elements and channels allow.
[[nodiscard]] int widest_read(int elements, int out_channels, int most);

}  // namespace rccm::accelerator
