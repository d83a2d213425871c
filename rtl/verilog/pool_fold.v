// pool_fold: the running maximum or sum of every square of pool_sequencer, for one lane.
//
// A beat is combined with what its square has so far, which lies in distributed RAM of one row of output pixels. What
// the beat before has just computed is taken from its register, as beats of a square may follow each other. result is
// the square's value two cycles after the beat.
`default_nettype none

module pool_fold #(
  parameter MAXIMUM      = 1,   // 1: maximum, 0: sum
  parameter VALUE_SIGNED = 0,
  parameter VALUE_BITS   = 8,
  parameter RESULT_BITS  = 8,   // two's complement if VALUE_SIGNED; holds the sum
  parameter PLACES       = 16,
  parameter ADDRESS_BITS = 4
) (
  input  wire                    aclk,
  input  wire                    step,
  input  wire [VALUE_BITS-1:0]   value,
  input  wire [ADDRESS_BITS-1:0] address,
  input  wire                    first,
  output wire [RESULT_BITS-1:0]  result
);

  (* ram_style = "distributed" *)
  reg [RESULT_BITS-1:0]  memory [0:PLACES-1];
  reg                    step_q, first_q, written_q;
  reg [ADDRESS_BITS-1:0] address_q, written_address_q;
  reg [RESULT_BITS-1:0]  value_q, before_q, result_q;

  wire                   top  = (VALUE_SIGNED != 0) && value[VALUE_BITS-1];
  wire [RESULT_BITS:0]   wide = {{(RESULT_BITS+1-VALUE_BITS){top}}, value};
  wire [RESULT_BITS-1:0] next;

  generate
    if (MAXIMUM == 0) begin : sum
      assign next = value_q + (first_q ? {RESULT_BITS{1'b0}} : before_q);
    end else begin : maximum
      // With the sign bit turned over, two's complement compares as unsigned.
      wire [RESULT_BITS-1:0] turn = {VALUE_SIGNED != 0, {(RESULT_BITS-1){1'b0}}};
      assign next = (first_q || (value_q ^ turn) > (before_q ^ turn)) ? value_q : before_q;
    end
  endgenerate

  // The memory is written a cycle after result_q, so that a read in between looks at both of them.
  always @(posedge aclk) begin
    step_q    <= step;
    first_q   <= first;
    address_q <= address;
    value_q   <= wide[RESULT_BITS-1:0];
    if (step_q && address_q == address) before_q <= next;
    else if (written_q && written_address_q == address) before_q <= result_q;
    else before_q <= memory[address];
    written_q         <= step_q;
    written_address_q <= address_q;
    result_q          <= next;
    if (written_q) memory[written_address_q] <= result_q;
  end

  assign result = result_q;

  // The bit that lets value be as wide as the result.
  wire unused = &{1'b0, wide[RESULT_BITS]};

endmodule

`default_nettype wire
