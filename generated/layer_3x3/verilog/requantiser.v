// requantiser: from a sum to an activation of the next layer,
//   result = clamp(((RELU ? max(sum + bias, 0) : sum + bias) * factor + 2^(SHIFT-1)) >> SHIFT, LOW, HIGH).
//
// KIND says what multiplies: 0 scaler_dsp, 1 scaler_array, 2 scaler_serial. With KIND 2 two valid sums are at least
// FACTOR_BITS / 2 + 1 cycles apart, otherwise they may come every cycle. valid and last travel along.
`default_nettype none

module requantiser #(
  parameter KIND             = 1,
  parameter STYLE            = 0,   // of the carry chains, see booth_row
  parameter ACCUMULATOR_BITS = 20,
  parameter BIAS_BITS        = 16,
  parameter FACTOR_BITS      = 16,
  parameter SHIFT            = 16,
  parameter RELU             = 1,
  parameter OUTPUT_BITS      = 8,
  parameter LOW              = 0,
  parameter HIGH             = 255
) (
  input  wire                        aclk,
  input  wire                        aresetn,
  input  wire                        sum_valid,
  input  wire                        sum_last,
  input  wire [ACCUMULATOR_BITS-1:0] sum,     // two's complement
  input  wire [BIAS_BITS-1:0]        bias,    // two's complement
  input  wire [FACTOR_BITS-1:0]      factor,  // unsigned
  output wire                        result_valid,
  output wire                        result_last,
  output wire [OUTPUT_BITS-1:0]      result
);

  localparam BITS        = ((ACCUMULATOR_BITS > BIAS_BITS) ? ACCUMULATOR_BITS : BIAS_BITS) + 1;
  localparam SCALED_BITS = ((BITS + FACTOR_BITS > SHIFT) ? BITS + FACTOR_BITS : SHIFT) + 1 - SHIFT;
  localparam LATENCY     = 4 + ((KIND == 0) ? 3 : (KIND == 1) ? FACTOR_BITS / 2 + 1 : FACTOR_BITS / 2 + 2);

  // ----- bias and ReLU

  reg [BITS-1:0]        biased_q;
  reg [BITS-1:0]        active_q;
  reg [FACTOR_BITS-1:0] factor_q, active_factor_q;

  always @(posedge aclk) begin
    biased_q <= {{(BITS-ACCUMULATOR_BITS){sum[ACCUMULATOR_BITS-1]}}, sum} +
                {{(BITS-BIAS_BITS){bias[BIAS_BITS-1]}}, bias};
    if (RELU != 0 && biased_q[BITS-1]) active_q <= {BITS{1'b0}};
    else active_q <= biased_q;
    factor_q        <= factor;
    active_factor_q <= factor_q;
  end

  // ----- tags: bit i is i + 1 cycles behind sum_valid

  reg [LATENCY-1:0] valid_q;
  always @(posedge aclk) begin
    if (!aresetn) valid_q <= {LATENCY{1'b0}};
    else valid_q <= {valid_q[LATENCY-2:0], sum_valid};
  end
  assign result_valid = valid_q[LATENCY-1];
  delay_line #(.WIDTH(1), .CYCLES(LATENCY)) last_tag (.aclk(aclk), .d(sum_last), .q(result_last));

  // ----- factor, clamp

  wire [SCALED_BITS-1:0] scaled;

  generate
    if (KIND == 0) begin : dsp
      scaler_dsp #(
        .A_BITS(BITS), .FACTOR_BITS(FACTOR_BITS), .SHIFT(SHIFT), .OUT_BITS(SCALED_BITS)
      ) scaler (
        .aclk(aclk), .a(active_q), .factor(active_factor_q), .scaled(scaled)
      );
    end else if (KIND == 1) begin : chains
      scaler_array #(
        .A_BITS(BITS), .FACTOR_BITS(FACTOR_BITS), .SHIFT(SHIFT), .OUT_BITS(SCALED_BITS), .STYLE(STYLE)
      ) scaler (
        .aclk(aclk), .a(active_q), .factor(active_factor_q), .scaled(scaled)
      );
    end else begin : serial
      scaler_serial #(
        .A_BITS(BITS), .FACTOR_BITS(FACTOR_BITS), .SHIFT(SHIFT), .OUT_BITS(SCALED_BITS), .STYLE(STYLE)
      ) scaler (
        .aclk(aclk), .load(valid_q[1]), .a(active_q), .factor(active_factor_q), .scaled(scaled)
      );
    end
  endgenerate

  clamp #(.VALUE_BITS(SCALED_BITS), .OUTPUT_BITS(OUTPUT_BITS), .LOW(LOW), .HIGH(HIGH)) limiter (
    .aclk(aclk), .value(scaled), .y(result)
  );

endmodule

`default_nettype wire
