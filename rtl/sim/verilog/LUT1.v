// LUT1: any function of one input. For simulation only; synthesis has the vendor's own.
`default_nettype none

module LUT1 #(
  parameter [1:0] INIT = 2'h0  // entry i is the output for inputs that spell i, I0 lowest
) (
  output wire O,
  input  wire I0
);

  assign O = INIT[I0];

endmodule

`default_nettype wire
