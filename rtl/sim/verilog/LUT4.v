// LUT4: any function of 4 inputs. For simulation only; synthesis has the vendor's own.
`default_nettype none

module LUT4 #(
  parameter [15:0] INIT = 16'h0  // entry i is the output for inputs that spell i, I0 lowest
) (
  output wire O,
  input  wire I0,
  input  wire I1,
  input  wire I2,
  input  wire I3
);

  assign O = INIT[{I3, I2, I1, I0}];

endmodule

`default_nettype wire
