// LUT3: any function of 3 inputs. For simulation only; synthesis has the vendor's own.
`default_nettype none

module LUT3 #(
  parameter [7:0] INIT = 8'h0  // entry i is the output for inputs that spell i, I0 lowest
) (
  output wire O,
  input  wire I0,
  input  wire I1,
  input  wire I2
);

  assign O = INIT[{I2, I1, I0}];

endmodule

`default_nettype wire
