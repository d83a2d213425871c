// ternary_adder: sum = (drop_a ? 0 : a) + b + c, modulo 2^WIDTH, at one LUT a bit. Combinational.
//
// A column's LUT reduces three bits to two: their majority, which its O5 hands to the column above, and their parity.
// Parity and the majority from below are what the carry chain adds; there O5 comes from another LUT than the chain's
// column, so that it enters by the slice's bypass pin. A path is two LUTs and the chain. Widen the operands outside.
`default_nettype none

module ternary_adder #(
  parameter WIDTH = 8,
  parameter STYLE = 0  // 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
) (
  input  wire             drop_a,
  input  wire [WIDTH-1:0] a,
  input  wire [WIDTH-1:0] b,
  input  wire [WIDTH-1:0] c,
  output wire [WIDTH-1:0] sum
);

  generate
    if (STYLE == 0) begin : portable
      assign sum = (a & {WIDTH{~drop_a}}) + b + c;
    end else begin : mapped
      wire [WIDTH-1:0] propagate;
      wire [WIDTH-1:0] local_carry;
      genvar i;
      // One net a column, not one vector: see the models in rtl/sim.
      for (i = 0; i < WIDTH; i = i + 1) begin : column
        wire majority;
        wire below;
        if (i == 0) begin : lowest
          assign below = 1'b0;
        end else begin : higher
          assign below = column[i-1].majority;
        end
        assign local_carry[i] = below;
        // With k = drop_a ? 0 : a: O6 = k xor b xor c xor the majority below, O5 = majority of k, b, c
        (* DONT_TOUCH = "yes" *)
        LUT6_2 #(.INIT(64'hC33C6996_C0C0E8E8)) lut (
          .O6(propagate[i]), .O5(majority),
          .I0(a[i]), .I1(b[i]), .I2(c[i]), .I3(below), .I4(drop_a), .I5(1'b1)
        );
        // The highest column's is beyond the sum.
        wire unused = &{1'b0, majority};
      end
      carry_chain #(.WIDTH(WIDTH), .STYLE(STYLE)) chain (
        .propagate(propagate), .local_carry(local_carry), .carry_in(1'b0), .sum(sum)
      );
    end
  endgenerate

endmodule

`default_nettype wire
