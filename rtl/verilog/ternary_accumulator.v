// ternary_accumulator: the sum of the pairs of values that it is given, at one LUT a bit.
//
// While enable is high, sum <= (first ? 0 : sum) + a + b, modulo 2^WIDTH. A ternary_adder of which one operand is the
// running sum. Widen the values outside.
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

  ternary_adder #(.WIDTH(WIDTH), .STYLE(STYLE)) adder (.drop_a(first), .a(sum_q), .b(a), .c(b), .sum(next));

  always @(posedge aclk) begin
    if (enable) sum_q <= next;
  end

  assign sum = sum_q;

endmodule

`default_nettype wire
