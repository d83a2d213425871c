// scaler_array: scaled = (a * factor + 2^(SHIFT-1)) >> SHIFT, one result a cycle from an array of carry chains.
//
// One row a Booth digit of factor, lowest first, with a register behind each. The running sum moves down by two bits a
// row, so that rows need little more than a's width; what leaves below is kept where it is part of the result. The sum
// begins with the half that rounds. Latency FACTOR_BITS / 2 + 1 cycles.
`default_nettype none

module scaler_array #(
  parameter A_BITS      = 21,
  parameter FACTOR_BITS = 16,
  parameter SHIFT       = 16,  // at least 1
  parameter OUT_BITS    = 22,
  parameter STYLE       = 0
) (
  input  wire                   aclk,
  input  wire [A_BITS-1:0]      a,       // two's complement
  input  wire [FACTOR_BITS-1:0] factor,  // unsigned
  output wire [OUT_BITS-1:0]    scaled   // two's complement
);

  localparam DIGITS = FACTOR_BITS / 2 + 1;

  genvar k;
  generate
    for (k = 0; k < DIGITS; k = k + 1) begin : digit
      // The half stands at bit SHIFT - 1 - 2 * k of this row.
      localparam WIDTH = ((A_BITS > SHIFT - 2 * k) ? A_BITS : SHIFT - 2 * k) + 2;
      wire [WIDTH-1:0]    running;
      wire [A_BITS-1:0]   row_a;
      wire [2*DIGITS:2*k] row_factor;  // with a 0 below its lowest bit
      wire [WIDTH-1:0]    sum;
      reg  [WIDTH-3:0]    running_q;
      reg  [2*k+1:0]      low_q;

      booth_row #(.A_BITS(A_BITS), .WIDTH(WIDTH), .STYLE(STYLE)) row (
        .running(running), .a(row_a),
        .high(row_factor[2*k+2]), .middle(row_factor[2*k+1]), .low(row_factor[2*k]),
        .sum(sum)
      );

      if (k == 0) begin : first
        assign running    = {{(WIDTH-1){1'b0}}, 1'b1} << (SHIFT - 1);
        assign row_a      = a;
        assign row_factor = {{(2*DIGITS-FACTOR_BITS){1'b0}}, factor, 1'b0};
        always @(posedge aclk) low_q <= sum[1:0];
      end else begin : later
        localparam BEFORE = ((A_BITS > SHIFT - 2 * k + 2) ? A_BITS : SHIFT - 2 * k + 2);
        wire [BEFORE+1:0] wide = {{2{digit[k-1].running_q[BEFORE-1]}}, digit[k-1].running_q};
        assign running    = wide[WIDTH-1:0];
        assign row_a      = digit[k-1].rest.a_q;
        assign row_factor = digit[k-1].rest.factor_q;
        always @(posedge aclk) low_q <= {sum[1:0], digit[k-1].low_q};
        wire unused = &{1'b0, wide};
      end

      if (k < DIGITS - 1) begin : rest
        reg [A_BITS-1:0]       a_q;
        (* shreg_extract = "no" *)
        reg [2*DIGITS:2*k+2]   factor_q;
        always @(posedge aclk) begin
          a_q      <= row_a;
          factor_q <= row_factor[2*DIGITS:2*k+2];
        end
      end

      always @(posedge aclk) running_q <= sum[WIDTH-1:2];
    end
  endgenerate

  localparam LAST_BITS = (A_BITS > SHIFT - 2 * DIGITS + 2) ? A_BITS : SHIFT - 2 * DIGITS + 2;
  wire [LAST_BITS+2*DIGITS-1:0] sum = {digit[DIGITS-1].running_q, digit[DIGITS-1].low_q};
  wire [LAST_BITS+2*DIGITS+OUT_BITS-1:0] extended = {{OUT_BITS{sum[LAST_BITS+2*DIGITS-1]}}, sum};
  assign scaled = extended[SHIFT +: OUT_BITS];

  // What lies below the rounded result.
  wire unused = &{1'b0, extended};

endmodule

`default_nettype wire
