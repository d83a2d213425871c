// accumulator: the sum of the values it is given, each with its sign, at one LUT a bit.
//
// While enable is high, sum <= (first ? 0 : sum) + (negate ? -value : value), modulo 2^SUM_BITS. Starting anew is a
// function of the column's LUT, so the register needs neither a reset nor a cycle to clear it.
`default_nettype none

module accumulator #(
  parameter VALUE_BITS   = 12,  // at most SUM_BITS
  parameter VALUE_SIGNED = 1,   // 1: value is two's complement, 0: it is unsigned
  parameter SUM_BITS     = 20,
  parameter STYLE        = 0    // 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
) (
  input  wire                  aclk,
  input  wire                  enable,
  input  wire                  first,
  input  wire                  negate,
  input  wire [VALUE_BITS-1:0] value,
  output wire [SUM_BITS-1:0]   sum
);

  wire                top   = (VALUE_SIGNED != 0) && value[VALUE_BITS-1];
  wire [SUM_BITS:0]   wide  = {{(SUM_BITS+1-VALUE_BITS){top}}, value};
  wire [SUM_BITS-1:0] added = wide[SUM_BITS-1:0];
  wire [SUM_BITS-1:0] next;
  reg  [SUM_BITS-1:0] sum_q;

  // As the device begins; a simulator's unknown bits would never leave the LUTs of styles 1 and 2.
  initial sum_q = {SUM_BITS{1'b0}};

  generate
    if (STYLE == 0) begin : portable
      assign next = (sum_q & {SUM_BITS{~first}}) + (added ^ {SUM_BITS{negate}}) + {{(SUM_BITS-1){1'b0}}, negate};
    end else begin : mapped
      wire [SUM_BITS-1:0] propagate;
      wire [SUM_BITS-1:0] local_carry;
      genvar i;
      for (i = 0; i < SUM_BITS; i = i + 1) begin : column
        // With b = added xor negate: O6 = (first ? 0 : sum) xor b, O5 = b. Where O6 is 0 both operands equal b.
        (* DONT_TOUCH = "yes" *)
        LUT6_2 #(.INIT(64'h3C963C96_3C3C3C3C)) lut (
          .O6(propagate[i]), .O5(local_carry[i]),
          .I0(sum_q[i]), .I1(added[i]), .I2(negate), .I3(first), .I4(1'b0), .I5(1'b1)
        );
      end
      carry_chain #(.WIDTH(SUM_BITS), .STYLE(STYLE)) chain (
        .propagate(propagate), .local_carry(local_carry), .carry_in(negate), .sum(next)
      );
    end
  endgenerate

  always @(posedge aclk) begin
    if (enable) sum_q <= next;
  end

  assign sum = sum_q;

  // The bit that lets value be as wide as the sum.
  wire unused = &{1'b0, wide[SUM_BITS]};

endmodule

`default_nettype wire
