// booth_row: sum = running + digit * a, digit in -2 .. 2, at one LUT a bit and one for the sign. Combinational.
//
// digit is spelled by three neighbouring bits of the other factor, as of Booth: low + middle - 2 * high. The LUT of a
// column chooses 0, a or 2a, negates it and adds it; the 1 that completes the negation comes from a column below the
// lowest.
`default_nettype none

module booth_row #(
  parameter A_BITS = 20,
  parameter WIDTH  = 22,  // of running and sum, at least A_BITS
  parameter STYLE  = 0    // 0: portable, 1: LUT6 and CARRY4, 2: LUT6 and CARRY8
) (
  input  wire [WIDTH-1:0]  running,
  input  wire [A_BITS-1:0] a,  // two's complement
  input  wire              high,
  input  wire              middle,
  input  wire              low,
  output wire [WIDTH-1:0]  sum
);

  // a at [WIDTH:1], 2a at [WIDTH-1:0].
  wire [WIDTH:0] twice = {{(WIDTH-A_BITS){a[A_BITS-1]}}, a, 1'b0};

  generate
    if (STYLE == 0) begin : portable
      wire             one    = middle ^ low;
      wire             two    = (high && !middle && !low) || (!high && middle && low);
      wire             negate = high && !(middle && low);
      wire [WIDTH-1:0] term   = ({WIDTH{one}} & twice[WIDTH:1]) | ({WIDTH{two}} & twice[WIDTH-1:0]);
      assign sum = running + (term ^ {WIDTH{negate}}) + {{(WIDTH-1){1'b0}}, negate};
    end else begin : mapped
      wire [WIDTH:0] propagate;
      wire [WIDTH:0] local_carry;
      wire [WIDTH:0] chain_sum;
      // The column below: O5 = the digit is negative, O6 = 0, so that O5 becomes the carry.
      (* DONT_TOUCH = "yes" *)
      LUT6_2 #(.INIT(64'h00000000_70707070)) sign (
        .O6(propagate[0]), .O5(local_carry[0]),
        .I0(low), .I1(middle), .I2(high), .I3(1'b0), .I4(1'b0), .I5(1'b1)
      );
      genvar i;
      for (i = 0; i < WIDTH; i = i + 1) begin : column
        (* DONT_TOUCH = "yes" *)
        LUT6 #(.INIT(64'hAA9999A5_5A6666AA)) lut (
          .O(propagate[i+1]),
          .I0(running[i]), .I1(twice[i+1]), .I2(twice[i]), .I3(low), .I4(middle), .I5(high)
        );
      end
      assign local_carry[WIDTH:1] = running;
      carry_chain #(.WIDTH(WIDTH + 1), .STYLE(STYLE)) chain (
        .propagate(propagate), .local_carry(local_carry), .carry_in(1'b0), .sum(chain_sum)
      );
      assign sum = chain_sum[WIDTH:1];
      wire unused = &{1'b0, chain_sum[0]};
    end
  endgenerate

endmodule

`default_nettype wire
