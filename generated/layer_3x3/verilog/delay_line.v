// delay_line: q is d of CYCLES cycles before. Not reset, so that synthesis may take shift registers made of LUTs.
`default_nettype none

module delay_line #(
  parameter WIDTH  = 1,
  parameter CYCLES = 1
) (
  input  wire             aclk,
  input  wire [WIDTH-1:0] d,
  output wire [WIDTH-1:0] q
);

  generate
    if (CYCLES == 0) begin : wires
      assign q = d;
      wire unused = &{1'b0, aclk};
    end else if (CYCLES == 1) begin : single
      reg [WIDTH-1:0] line_q;
      always @(posedge aclk) line_q <= d;
      assign q = line_q;
    end else begin : several
      reg [WIDTH*CYCLES-1:0] line_q;
      always @(posedge aclk) line_q <= {line_q[WIDTH*(CYCLES-1)-1:0], d};
      assign q = line_q[WIDTH*CYCLES-1 -: WIDTH];
    end
  endgenerate

endmodule

`default_nettype wire
