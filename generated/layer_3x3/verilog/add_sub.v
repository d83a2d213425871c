// add_sub: sum = negate ? a - b : a + b, modulo 2^WIDTH, at one LUT a bit; where choose is high with b shifted left by
// SHIFT. Combinational.
//
// Written as a + (b xor negate) + negate, the sign costs nothing: the LUT of a column has inputs to spare, and the
// carry chain takes the 1. Two more inputs are enough to choose between two bits of b; with SHIFT = 0 there is no choice,
// and choose is tied to 0. Widen the operands outside.
`default_nettype none

module add_sub #(
  parameter WIDTH = 8,
  parameter SHIFT = 0,  // 0: none
  parameter STYLE = 0   // 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
) (
  input  wire [WIDTH-1:0] a,
  input  wire [WIDTH-1:0] b,
  input  wire             choose,
  input  wire             negate,
  output wire [WIDTH-1:0] sum
);

  wire [WIDTH-1:0] shifted = (SHIFT == 0) ? {WIDTH{1'b0}} : b << SHIFT;

  generate
    if (STYLE == 0) begin : portable
      wire [WIDTH-1:0] chosen = choose ? shifted : b;
      assign sum = a + (chosen ^ {WIDTH{negate}}) + {{(WIDTH-1){1'b0}}, negate};
    end else begin : mapped
      wire [WIDTH-1:0] propagate;
      wire [WIDTH-1:0] local_carry;
      genvar i;
      for (i = 0; i < WIDTH; i = i + 1) begin : column
        // O6 = a xor (choose ? shifted : b) xor negate, O5 = a
        (* DONT_TOUCH = "yes" *)
        LUT6_2 #(.INIT(64'hA5995A66_AAAAAAAA)) lut (
          .O6(propagate[i]), .O5(local_carry[i]),
          .I0(a[i]), .I1(b[i]), .I2(shifted[i]), .I3(choose), .I4(negate), .I5(1'b1)
        );
      end
      carry_chain #(.WIDTH(WIDTH), .STYLE(STYLE)) chain (
        .propagate(propagate), .local_carry(local_carry), .carry_in(negate), .sum(sum)
      );
    end
  endgenerate

endmodule

`default_nettype wire
