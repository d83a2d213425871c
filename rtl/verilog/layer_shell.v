// layer_shell: a convolution layer without its processing elements.
//
// Takes an image as a stream, presents it to the processing elements beat by beat, collects their sums and gives out the
// requantised image. A beat is LANES input channels of one kernel tap together with the stored words of all elements.
// Every element sums LANES products a beat; IN_FOLDS * KERNEL * KERNEL beats make one output channel of one pixel in every
// element, OUT_FOLDS such groups make a pixel. rtl/README.md explains the machine from the top.
//
// The elements' contract:
//   - beat_x and beat_words belong together where beat_valid is high; beat_first marks the first beat of a sum.
//     Between valid beats both may hold anything.
//   - sums holds element n's finished sum ELEMENT_LATENCY cycles after the cycle in which its last beat was visible.
//     It need not hold it any longer: the shell takes it in exactly that cycle.
//   - With LANE_SKEW = 1 lane p of beat_x and beat_words is presented p cycles later; beat_valid and beat_first belong to
//     lane 0, and so does the beat from which ELEMENT_LATENCY counts.
`default_nettype none

module layer_shell #(
  // Shape of the layer. OUT_HEIGHT and OUT_WIDTH say how far padding reaches below and to the right.
  parameter IN_CHANNELS      = 16,
  parameter OUT_CHANNELS     = 16,
  parameter HEIGHT           = 8,
  parameter WIDTH            = 8,
  parameter KERNEL           = 3,
  parameter STRIDE           = 1,
  parameter PAD_TOP          = 1,   // 0 .. KERNEL - 1
  parameter PAD_LEFT         = 1,   // 0 .. KERNEL - 1
  parameter OUT_HEIGHT       = 8,
  parameter OUT_WIDTH        = 8,
  // Parallelism.
  parameter LANES            = 4,   // input channels a beat
  parameter ELEMENTS         = 16,  // processing elements
  parameter READ_WIDTH       = 1,   // results at once; divides ELEMENTS and OUT_CHANNELS
  // Widths.
  parameter INPUT_BITS       = 8,
  parameter WORD_BITS        = 4,   // stored word of one multiplier
  parameter ACCUMULATOR_BITS = 20,  // two's complement
  parameter BIAS_BITS        = 16,  // two's complement, at most 40
  parameter FACTOR_BITS      = 16,  // unsigned, at most 16
  // Requantisation: clamp((max(sum + bias, 0 if RELU) * factor + 2^(SHIFT-1)) >> SHIFT, OUTPUT_LOW, OUTPUT_HIGH).
  parameter SHIFT            = 16,  // 1 .. 40
  parameter RELU             = 1,
  parameter OUTPUT_BITS      = 8,
  parameter OUTPUT_LOW       = 0,
  parameter OUTPUT_HIGH      = 255,
  parameter REQUANTISER      = 1,   // 0: DSP blocks, 1: an array of carry chains, 2: one carry chain over several cycles
  parameter STYLE            = 0,   // of the requantiser's chains, 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
  // The elements.
  parameter ELEMENT_LATENCY  = 4,
  parameter LANE_SKEW        = 0,
  // Memories.
  parameter CODE_SLICE_BITS  = 36,  // width of one memory of stored words, at most 36
  parameter CODE_RAM_STYLE   = 0,   // 0: block RAM, 1: distributed RAM
  parameter ROW_SLOTS        = 4    // rows of the input that fit; at least KERNEL + STRIDE
) (
  input  wire                                         aclk,
  input  wire                                         aresetn,
  // Input image: pixel by pixel, for each pixel ceil(IN_CHANNELS / LANES) beats, lane p at [p * INPUT_BITS +: INPUT_BITS].
  input  wire [8*((LANES*INPUT_BITS+7)/8)-1:0]        s_axis_tdata,
  input  wire                                         s_axis_tvalid,
  output wire                                         s_axis_tready,
  input  wire                                         s_axis_tlast,
  // Stored words, biases and factors; rtl/README.md has the order.
  input  wire [63:0]                                  s_axis_code_tdata,
  input  wire                                         s_axis_code_tvalid,
  output wire                                         s_axis_code_tready,
  input  wire                                         s_axis_code_tlast,
  // Output image: pixel by pixel, READ_WIDTH channels a beat in channel order.
  output wire [8*((READ_WIDTH*OUTPUT_BITS+7)/8)-1:0]  m_axis_tdata,
  output wire                                         m_axis_tvalid,
  input  wire                                         m_axis_tready,
  output wire                                         m_axis_tlast,
  // Registers.
  input  wire [7:0]                                   s_axi_awaddr,
  input  wire                                         s_axi_awvalid,
  output wire                                         s_axi_awready,
  input  wire [31:0]                                  s_axi_wdata,
  input  wire [3:0]                                   s_axi_wstrb,
  input  wire                                         s_axi_wvalid,
  output wire                                         s_axi_wready,
  output wire [1:0]                                   s_axi_bresp,
  output wire                                         s_axi_bvalid,
  input  wire                                         s_axi_bready,
  input  wire [7:0]                                   s_axi_araddr,
  input  wire                                         s_axi_arvalid,
  output wire                                         s_axi_arready,
  output wire [31:0]                                  s_axi_rdata,
  output wire [1:0]                                   s_axi_rresp,
  output wire                                         s_axi_rvalid,
  input  wire                                         s_axi_rready,
  // To and from the processing elements.
  output wire                                         beat_valid,
  output wire                                         beat_first,
  output wire [LANES*INPUT_BITS-1:0]                  beat_x,
  output wire [ELEMENTS*LANES*WORD_BITS-1:0]          beat_words,  // element n, lane p at [(n*LANES+p)*WORD_BITS +: WORD_BITS]
  input  wire [ELEMENTS*ACCUMULATOR_BITS-1:0]         sums         // element n at [n*ACCUMULATOR_BITS +: ACCUMULATOR_BITS]
);

endmodule

`default_nettype wire
