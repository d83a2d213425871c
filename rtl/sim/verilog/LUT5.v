// LUT5: any function of 5 inputs. For simulation only; synthesis has the vendor's own.
`default_nettype none

module LUT5 #(
  parameter [31:0] INIT = 32'h0  // entry i is the output for inputs that spell i, I0 lowest
) (
  output wire O,
  input  wire I0,
  input  wire I1,
  input  wire I2,
  input  wire I3,
  input  wire I4
);

  assign O = INIT[{I4, I3, I2, I1, I0}];

endmodule

`default_nettype wire
