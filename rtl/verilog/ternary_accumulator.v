// ternary_accumulator: the sum of the pairs of values that it is given, at one LUT a bit.
//
// While enable is high, sum <= (first ? 0 : sum) + a + b, modulo 2^WIDTH. As ternary_adder, of which one operand is the
// running sum; starting anew is the fifth input of a column's LUT. Widen the values outside.
`default_nettype none

module ternary_accumulator #(
  parameter WIDTH = 20,
  parameter STYLE = 0  // 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
) (
  input  wire             aclk,
  input  wire             enable,
  input  wire             first,
  input  wire [WIDTH-1:0] a,
  input  wire [WIDTH-1:0] b,
  output wire [WIDTH-1:0] sum
);

  wire [WIDTH-1:0] next;
  reg  [WIDTH-1:0] sum_q;

  // As the device begins; a simulator's unknown bits would never leave the LUTs of styles 1 and 2.
  initial sum_q = {WIDTH{1'b0}};

  generate
    if (STYLE == 0) begin : portable
      assign next = (sum_q & {WIDTH{~first}}) + a + b;
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
        // With s = first ? 0 : sum: O6 = s xor a xor b xor the majority below, O5 = majority of s, a, b
        (* DONT_TOUCH = "yes" *)
        LUT6_2 #(.INIT(64'hC33C6996_C0C0E8E8)) lut (
          .O6(propagate[i]), .O5(majority),
          .I0(sum_q[i]), .I1(a[i]), .I2(b[i]), .I3(below), .I4(first), .I5(1'b1)
        );
        // The highest column's is beyond the sum.
        wire unused = &{1'b0, majority};
      end
      carry_chain #(.WIDTH(WIDTH), .STYLE(STYLE)) chain (
        .propagate(propagate), .local_carry(local_carry), .carry_in(1'b0), .sum(next)
      );
    end
  endgenerate

  always @(posedge aclk) begin
    if (enable) sum_q <= next;
  end

  assign sum = sum_q;

endmodule

`default_nettype wire
