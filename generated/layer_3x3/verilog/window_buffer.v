// window_buffer: the rows of the input image that the layer still needs, in one memory.
//
// The write side takes the stream beat by beat into ROW_SLOTS rows, one after another and round and round over rows and
// images. It takes a row only if a slot is free: a slot is taken when the row before is complete, and given back
// through rows_released. row_stored pulses when a row is complete. Lanes beyond IN_CHANNELS are stored as 0.
//
// The read side gives x two cycles after read_address; with read_zero (padding) it is 0. LANE_SKEW delays lane p by p
// more.
//
// A TLAST too early or missing pulses early_last or late_last. While discard is high, beats are taken and lost.
`default_nettype none

module window_buffer #(
  parameter IN_CHANNELS  = 16,
  parameter LANES        = 4,
  parameter INPUT_BITS   = 8,
  parameter HEIGHT       = 8,
  parameter WIDTH        = 8,
  parameter ROW_SLOTS    = 4,
  parameter LANE_SKEW    = 0,
  parameter SLOT_BITS    = 3,  // holds ROW_SLOTS
  parameter ADDRESS_BITS = 7   // of ROW_SLOTS * WIDTH * ceil(IN_CHANNELS / LANES) words
) (
  input  wire                                   aclk,
  input  wire                                   aresetn,
  input  wire                                   discard,
  input  wire [8*((LANES*INPUT_BITS+7)/8)-1:0]  s_axis_tdata,
  input  wire                                   s_axis_tvalid,
  output wire                                   s_axis_tready,
  input  wire                                   s_axis_tlast,
  output wire                                   row_stored,
  input  wire [SLOT_BITS:0]                     rows_released,  // less one
  input  wire [ADDRESS_BITS-1:0]                read_address,
  input  wire                                   read_zero,
  output wire [LANES*INPUT_BITS-1:0]            x,
  output wire                                   early_last,
  output wire                                   late_last
);

  localparam IN_FOLDS   = (IN_CHANNELS + LANES - 1) / LANES;
  localparam USED_LANES = IN_CHANNELS - (IN_FOLDS - 1) * LANES;  // in the last fold
  localparam ROW_WORDS  = WIDTH * IN_FOLDS;
  localparam WORDS      = ROW_SLOTS * ROW_WORDS;
  localparam BITS       = LANES * INPUT_BITS;
  localparam [31:0] ALL_BUT_ONE = ROW_SLOTS - 1;

  // ----- write side

  reg                     ready_q;
  reg  [SLOT_BITS:0]      free_q;  // slots beside the one that is being written, less one: the sign says "none"
  wire [BITS-1:0]         data;
  reg                     write_q;
  reg                     wrap_q;
  reg  [ADDRESS_BITS-1:0] write_address_q;
  reg                     stored_q, early_q, late_q;

  wire accept = s_axis_tvalid && ready_q;
  wire row_end, image_row_last, slot_last;
  wire fold_last;
  wire row_done  = accept && row_end;
  wire image_end = row_end && image_row_last;
  wire want_slot = (s_axis_tvalid && row_end) || !ready_q;  // row_done, or none
  wire take_slot = want_slot && !free_q[SLOT_BITS];
  // One adder: of the two that are less by one, one makes up for a slot that is taken, else the carry does.
  wire [SLOT_BITS+1:0] free_sum = {free_q, 1'b1} + {rows_released, !take_slot};

  loop_counter #(.COUNT(ROW_WORDS)) beats (.aclk(aclk), .aresetn(aresetn), .step(accept), .last(row_end));
  loop_counter #(.COUNT(HEIGHT)) rows (.aclk(aclk), .aresetn(aresetn), .step(row_done), .last(image_row_last));
  loop_counter #(.COUNT(ROW_SLOTS)) slots (.aclk(aclk), .aresetn(aresetn), .step(row_done), .last(slot_last));

  generate
    if (USED_LANES < LANES) begin : partial_fold
      loop_counter #(.COUNT(IN_FOLDS)) folds (.aclk(aclk), .aresetn(aresetn), .step(accept), .last(fold_last));
    end else begin : full_folds
      assign fold_last = 1'b0;
    end
  endgenerate

  always @(posedge aclk) begin
    wrap_q <= row_done && slot_last;
    if (!aresetn) begin
      ready_q         <= 1'b0;
      free_q          <= ALL_BUT_ONE[SLOT_BITS:0];
      write_q         <= 1'b0;
      stored_q        <= 1'b0;
      early_q         <= 1'b0;
      late_q          <= 1'b0;
      write_address_q <= {ADDRESS_BITS{1'b0}};
    end else begin
      ready_q  <= discard || !want_slot || !free_q[SLOT_BITS];
      free_q   <= free_sum[SLOT_BITS+1:1];
      write_q  <= accept;
      stored_q <= row_done;
      early_q  <= accept && s_axis_tlast && !image_end;
      late_q   <= accept && !s_axis_tlast && image_end;
      if (write_q) write_address_q <= wrap_q ? {ADDRESS_BITS{1'b0}} : write_address_q + 1'b1;
    end
  end

  genvar p;
  generate
    for (p = 0; p < LANES; p = p + 1) begin : stored_lane
      reg [INPUT_BITS-1:0] data_q;
      always @(posedge aclk) begin
        if (p >= USED_LANES && fold_last) data_q <= {INPUT_BITS{1'b0}};
        else data_q <= s_axis_tdata[p*INPUT_BITS +: INPUT_BITS];
      end
      assign data[p*INPUT_BITS +: INPUT_BITS] = data_q;
    end
  endgenerate

  assign s_axis_tready = ready_q;
  assign row_stored    = stored_q;
  assign early_last    = early_q;
  assign late_last     = late_q;

  // ----- memory and read side

  wire [BITS-1:0] read_data;
  reg             zero_q;
  reg  [BITS-1:0] x_q;

  two_port_memory #(
    .WIDTH(BITS), .DEPTH(WORDS), .ADDRESS_BITS(ADDRESS_BITS), .IN_BLOCK_RAM((WORDS > 64) ? 1 : 0)
  ) row_memory (
    .aclk(aclk),
    .write(write_q), .write_address(write_address_q), .write_data(data),
    .read_address(read_address), .data(read_data)
  );

  always @(posedge aclk) begin
    zero_q <= read_zero;
    if (zero_q) x_q <= {BITS{1'b0}};
    else x_q <= read_data;
  end

  generate
    for (p = 0; p < LANES; p = p + 1) begin : lane
      delay_line #(.WIDTH(INPUT_BITS), .CYCLES(LANE_SKEW != 0 ? p : 0)) skew (
        .aclk(aclk), .d(x_q[p*INPUT_BITS +: INPUT_BITS]), .q(x[p*INPUT_BITS +: INPUT_BITS])
      );
    end
  endgenerate

  // tdata is padded to whole bytes; the sum's lowest bit is the carry's.
  wire unused = &{1'b0, s_axis_tdata, free_sum[0]};

endmodule

`default_nettype wire
