// pair_adder: sum = (negate_a ? ~a : a) + (negate_b ? ~b : b), modulo 2^WIDTH, at one LUT a bit. Combinational.
//
// ~a is -a - 1: the sum lacks a 1 for each operand that is negated. Two signs fit into a column's LUT, two ones do not
// fit into its carry chain; they are known where the signs are, and added once, elsewhere. Widen the operands outside.
`default_nettype none

module pair_adder #(
  parameter WIDTH = 8,
  parameter STYLE = 0  // 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
) (
  input  wire [WIDTH-1:0] a,
  input  wire [WIDTH-1:0] b,
  input  wire             negate_a,
  input  wire             negate_b,
  output wire [WIDTH-1:0] sum
);

  generate
    if (STYLE == 0) begin : portable
      assign sum = (a ^ {WIDTH{negate_a}}) + (b ^ {WIDTH{negate_b}});
    end else begin : mapped
      wire [WIDTH-1:0] propagate;
      wire [WIDTH-1:0] local_carry;
      genvar i;
      for (i = 0; i < WIDTH; i = i + 1) begin : column
        // O6 = a xor negate_a xor b xor negate_b, O5 = a xor negate_a
        (* DONT_TOUCH = "yes" *)
        LUT6_2 #(.INIT(64'h69966996_5A5A5A5A)) lut (
          .O6(propagate[i]), .O5(local_carry[i]),
          .I0(a[i]), .I1(b[i]), .I2(negate_a), .I3(negate_b), .I4(1'b0), .I5(1'b1)
        );
      end
      carry_chain #(.WIDTH(WIDTH), .STYLE(STYLE)) chain (
        .propagate(propagate), .local_carry(local_carry), .carry_in(1'b0), .sum(sum)
      );
    end
  endgenerate

endmodule

`default_nettype wire
