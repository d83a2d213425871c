// code_memory: the stored words of two sets, one in use while the other is loaded.
//
// A word holds a beat's codes for all elements. It is cut into slices without regard to codes, so that codes of any
// width fill the memories: one memory a slice. words shows the place of two cycles before the pointer; step, restart
// and swap move the pointer (see read_pointer).
//
// With LANE_SKEW = 1 every lane has memories of its own and is read p cycles later.
`default_nettype none

module code_memory #(
  parameter ELEMENTS     = 16,
  parameter LANES        = 4,
  parameter WORD_BITS    = 4,
  parameter SET_WORDS    = 36,
  parameter LANE_SKEW    = 0,
  parameter SLICE_BITS   = 36,
  parameter SLICES       = 8,   // of all memories together
  parameter IN_BLOCK_RAM = 1,   // 1: block RAM, 0: distributed RAM
  parameter ADDRESS_BITS = 7    // of 2 * SET_WORDS words
) (
  input  wire                                 aclk,
  input  wire                                 aresetn,
  input  wire [SLICES-1:0]                    write_slice,
  input  wire [ADDRESS_BITS-1:0]              write_address,
  input  wire [SLICE_BITS-1:0]                write_data,
  input  wire                                 swap,
  input  wire                                 step,
  input  wire                                 restart,
  output wire [ELEMENTS*LANES*WORD_BITS-1:0]  words
);

  localparam GROUPS       = (LANE_SKEW != 0) ? LANES : 1;
  localparam GROUP_BITS   = ELEMENTS * LANES * WORD_BITS / GROUPS;
  localparam GROUP_SLICES = SLICES / GROUPS;

  wire [ADDRESS_BITS-1:0] read_address;
  read_pointer #(.HALF(SET_WORDS), .USED(SET_WORDS), .ADDRESS_BITS(ADDRESS_BITS)) pointer (
    .aclk(aclk), .aresetn(aresetn), .swap(swap), .step(step), .restart(restart), .address(read_address)
  );

  genvar g;
  genvar s;
  genvar n;
  generate
    for (g = 0; g < GROUPS; g = g + 1) begin : lane_group
      wire [ADDRESS_BITS-1:0] group_address;
      wire [GROUP_BITS-1:0]   group_data;
      reg  [GROUP_BITS-1:0]   group_words_q;
      delay_line #(.WIDTH(ADDRESS_BITS), .CYCLES(g)) skew (.aclk(aclk), .d(read_address), .q(group_address));

      for (s = 0; s < GROUP_SLICES; s = s + 1) begin : slice
        localparam LOW  = s * SLICE_BITS;
        localparam BITS = (GROUP_BITS - LOW < SLICE_BITS) ? GROUP_BITS - LOW : SLICE_BITS;
        two_port_memory #(
          .WIDTH(BITS), .DEPTH(2 * SET_WORDS), .ADDRESS_BITS(ADDRESS_BITS), .IN_BLOCK_RAM(IN_BLOCK_RAM)
        ) slice_memory (
          .aclk(aclk),
          .write(write_slice[g*GROUP_SLICES+s]), .write_address(write_address), .write_data(write_data[BITS-1:0]),
          .read_address(group_address), .data(group_data[LOW +: BITS])
        );
      end

      always @(posedge aclk) group_words_q <= group_data;

      if (GROUPS == 1) begin : together
        assign words = group_words_q;
      end else begin : lane
        for (n = 0; n < ELEMENTS; n = n + 1) begin : element
          assign words[(n*LANES+g)*WORD_BITS +: WORD_BITS] = group_words_q[n*WORD_BITS +: WORD_BITS];
        end
      end
    end
  endgenerate

endmodule

`default_nettype wire
