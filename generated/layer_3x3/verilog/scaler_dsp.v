// scaler_dsp: scaled = (a * factor + 2^(SHIFT-1)) >> SHIFT, one result a cycle from the device's multipliers.
//
// Registers as a DSP block has them: operands, product, sum. Latency 3 cycles.
`default_nettype none

module scaler_dsp #(
  parameter A_BITS      = 21,
  parameter FACTOR_BITS = 16,
  parameter SHIFT       = 16,  // at least 1
  parameter OUT_BITS    = 22
) (
  input  wire                   aclk,
  input  wire [A_BITS-1:0]      a,       // two's complement
  input  wire [FACTOR_BITS-1:0] factor,  // unsigned
  output wire [OUT_BITS-1:0]    scaled   // two's complement
);

  localparam PRODUCT_BITS = A_BITS + FACTOR_BITS + 1;
  localparam SUM_BITS     = SHIFT + OUT_BITS;
  localparam [SUM_BITS-1:0] HALF = {{(SUM_BITS-1){1'b0}}, 1'b1} << (SHIFT - 1);

  reg signed [A_BITS-1:0]    a_q;
  reg signed [FACTOR_BITS:0] factor_q;
  (* use_dsp = "yes" *)
  reg signed [PRODUCT_BITS-1:0] product_q;
  reg        [SUM_BITS-1:0]     sum_q;
  wire       [SUM_BITS+PRODUCT_BITS-1:0] wide = {{SUM_BITS{product_q[PRODUCT_BITS-1]}}, product_q};

  always @(posedge aclk) begin
    a_q       <= a;
    factor_q  <= {1'b0, factor};
    product_q <= a_q * factor_q;
    sum_q     <= wide[SUM_BITS-1:0] + HALF;
  end

  assign scaled = sum_q[SHIFT +: OUT_BITS];

  // What lies below the rounded result, and copies of the sign.
  wire unused = &{1'b0, sum_q, wide};

endmodule

`default_nettype wire
