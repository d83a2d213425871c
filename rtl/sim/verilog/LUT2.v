// LUT2: any function of 2 inputs. For simulation only; synthesis has the vendor's own.
`default_nettype none

module LUT2 #(
  parameter [3:0] INIT = 4'h0  // entry i is the output for inputs that spell i, I0 lowest
) (
  output wire O,
  input  wire I0,
  input  wire I1
);

  assign O = INIT[{I1, I0}];

endmodule

`default_nettype wire
