// code_loader: takes a set of stored words and parameters from a stream and writes it into the memories.
//
// A set is SET_WORDS words of SLICES beats each, lowest slice first, then CHANNELS beats of parameters. TLAST belongs
// to the last beat; earlier pulses too_short, missing too_long. A complete set waits until swap; until then ready is
// low, so that the set in use is never touched. While discard is high, beats are taken and lost.
//
// write_slice has one bit a slice, and says that data belongs there. It stays until the next beat has come: the same
// data is then written to the same place again, which changes nothing and saves a LUT for every slice. Sets go to the
// memories' two halves in turn, so that write_address simply runs round.
`default_nettype none

module code_loader #(
  parameter SLICES       = 4,
  parameter SET_WORDS    = 36,
  parameter CHANNELS     = 16,
  parameter ADDRESS_BITS = 7   // of 2 * SET_WORDS words
) (
  input  wire                    aclk,
  input  wire                    aresetn,
  input  wire                    discard,
  input  wire [63:0]             s_axis_code_tdata,
  input  wire                    s_axis_code_tvalid,
  output wire                    s_axis_code_tready,
  input  wire                    s_axis_code_tlast,
  input  wire                    swap,
  output wire                    set_waiting,
  output wire [63:0]             data,
  output wire [SLICES-1:0]       write_slice,
  output wire [ADDRESS_BITS-1:0] write_address,
  output wire                    write_parameter,
  output wire                    too_short,
  output wire                    too_long
);

  localparam [31:0] LAST_ADDRESS = 2 * SET_WORDS - 1;

  reg                     ready_q;
  reg                     parameters_q;  // the words are complete, parameters follow
  reg                     complete_q;
  reg                     waiting_q;
  reg                     short_q, long_q;
  reg  [63:0]             data_q;
  reg  [SLICES-1:0]       slice_q;
  reg                     word_begins_q;  // the next beat is a word's lowest slice
  reg  [ADDRESS_BITS-1:0] address_q;
  reg                     write_parameter_q;

  wire accept = s_axis_code_tvalid && ready_q;
  wire slice_last, word_last, channel_last;
  wire word_beat = accept && !parameters_q;
  wire word_end  = word_beat && slice_last;
  wire parameter_beat = accept && parameters_q;
  wire set_last  = parameters_q && channel_last;

  loop_counter #(.COUNT(SLICES)) slice_count (.aclk(aclk), .aresetn(aresetn), .step(word_beat), .last(slice_last));
  loop_counter #(.COUNT(SET_WORDS)) word_count (.aclk(aclk), .aresetn(aresetn), .step(word_end), .last(word_last));
  loop_counter #(.COUNT(CHANNELS)) channel_count (
    .aclk(aclk), .aresetn(aresetn), .step(parameter_beat), .last(channel_last)
  );

  always @(posedge aclk) begin
    if (accept) data_q <= s_axis_code_tdata;
    if (!aresetn) begin
      ready_q           <= 1'b0;
      parameters_q      <= 1'b0;
      complete_q        <= 1'b0;
      waiting_q         <= 1'b0;
      short_q           <= 1'b0;
      long_q            <= 1'b0;
      slice_q           <= {SLICES{1'b0}};
      word_begins_q     <= 1'b1;
      address_q         <= LAST_ADDRESS[ADDRESS_BITS-1:0];
      write_parameter_q <= 1'b0;
    end else begin
      // Ready falls with the last beat and rises with swap.
      ready_q <= discard || !((accept && set_last) || complete_q || (waiting_q && !swap));
      if (word_end && word_last) parameters_q <= 1'b1;
      else if (accept && set_last) parameters_q <= 1'b0;
      complete_q <= accept && set_last && s_axis_code_tlast;
      waiting_q  <= complete_q || (waiting_q && !swap);
      short_q    <= accept && s_axis_code_tlast && !set_last;
      long_q     <= accept && !s_axis_code_tlast && set_last;

      if (parameter_beat) slice_q <= {SLICES{1'b0}};
      else if (accept) slice_q <= (slice_q << 1) | {{(SLICES-1){1'b0}}, word_begins_q};
      if (word_beat) word_begins_q <= slice_last;
      if (word_beat && word_begins_q) begin
        address_q <= (address_q == LAST_ADDRESS[ADDRESS_BITS-1:0]) ? {ADDRESS_BITS{1'b0}} : address_q + 1'b1;
      end
      write_parameter_q <= parameter_beat;
    end
  end

  assign s_axis_code_tready = ready_q;
  assign set_waiting        = waiting_q;
  assign data               = data_q;
  assign write_slice        = slice_q;
  assign write_address      = address_q;
  assign write_parameter    = write_parameter_q;
  assign too_short          = short_q;
  assign too_long           = long_q;

endmodule

`default_nettype wire
