// parameter_memory: bias and factor of every output channel, of two sets; READ_WIDTH channels are read at once.
//
// write stores data (bias from bit 0, factor from bit 46) for the next channel; sets go to the two halves in turn. The
// read side shows the row of two cycles before the pointer; step, restart and swap move the pointer (see read_pointer).
`default_nettype none

module parameter_memory #(
  parameter READ_WIDTH  = 1,
  parameter ROWS        = 16,  // of READ_WIDTH channels, in the stream
  parameter USED_ROWS   = 16,  // how many of them are read
  parameter BIAS_BITS   = 16,  // at most 46
  parameter FACTOR_BITS = 16   // at most 16
) (
  input  wire                              aclk,
  input  wire                              aresetn,
  input  wire                              write,
  input  wire [63:0]                       write_data,
  input  wire                              swap,
  input  wire                              step,
  input  wire                              restart,
  output wire [READ_WIDTH*BIAS_BITS-1:0]   bias,
  output wire [READ_WIDTH*FACTOR_BITS-1:0] factor
);

  localparam ADDRESS_BITS = $clog2(2 * ROWS);
  localparam BITS         = BIAS_BITS + FACTOR_BITS;
  localparam [31:0] LAST_ADDRESS = 2 * ROWS - 1;

  wire [ADDRESS_BITS-1:0] read_address;
  read_pointer #(.HALF(ROWS), .USED(USED_ROWS), .ADDRESS_BITS(ADDRESS_BITS)) pointer (
    .aclk(aclk), .aresetn(aresetn), .swap(swap), .step(step), .restart(restart), .address(read_address)
  );

  reg  [READ_WIDTH-1:0]   channel_q;  // one bit a channel of a row: the one that is written next
  reg  [ADDRESS_BITS-1:0] write_address_q;
  wire                    row_end = write && channel_q[READ_WIDTH-1];

  always @(posedge aclk) begin
    if (!aresetn) begin
      channel_q       <= {{(READ_WIDTH-1){1'b0}}, 1'b1};
      write_address_q <= {ADDRESS_BITS{1'b0}};
    end else begin
      if (write) channel_q <= (channel_q << 1) | (channel_q >> (READ_WIDTH - 1));
      if (row_end) begin
        write_address_q <= (write_address_q == LAST_ADDRESS[ADDRESS_BITS-1:0]) ? {ADDRESS_BITS{1'b0}}
                                                                               : write_address_q + 1'b1;
      end
    end
  end

  genvar g;
  generate
    for (g = 0; g < READ_WIDTH; g = g + 1) begin : channel
      wire [BITS-1:0] read_data;
      reg  [BITS-1:0] data_q;
      two_port_memory #(
        .WIDTH(BITS), .DEPTH(2 * ROWS), .ADDRESS_BITS(ADDRESS_BITS), .IN_BLOCK_RAM((2 * ROWS > 64) ? 1 : 0)
      ) channel_memory (
        .aclk(aclk),
        .write(write && channel_q[g]), .write_address(write_address_q),
        .write_data({write_data[46 +: FACTOR_BITS], write_data[BIAS_BITS-1:0]}),
        .read_address(read_address), .data(read_data)
      );
      always @(posedge aclk) data_q <= read_data;
      assign bias[g*BIAS_BITS +: BIAS_BITS]       = data_q[BIAS_BITS-1:0];
      assign factor[g*FACTOR_BITS +: FACTOR_BITS] = data_q[BITS-1:BIAS_BITS];
    end
  endgenerate

  // The fields are padded to fixed places.
  wire unused = &{1'b0, write_data};

endmodule

`default_nettype wire
