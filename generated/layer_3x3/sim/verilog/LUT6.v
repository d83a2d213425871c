// LUT6: any function of 6 inputs. For simulation only; synthesis has the vendor's own.
`default_nettype none

module LUT6 #(
  parameter [63:0] INIT = 64'h0  // entry i is the output for inputs that spell i, I0 lowest
) (
  output wire O,
  input  wire I0,
  input  wire I1,
  input  wire I2,
  input  wire I3,
  input  wire I4,
  input  wire I5
);

  assign O = INIT[{I5, I4, I3, I2, I1, I0}];

endmodule

`default_nettype wire
