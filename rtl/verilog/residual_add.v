// residual_add: two streams rescaled to one scale and added, value by value:
//   y = clamp((a * FACTOR_A + b * FACTOR_B + 2^(SHIFT-1)) >> SHIFT, LOW, HIGH).
//
// Streams as of the layers, LANES values a beat. Both inputs are taken together, and only if the FIFO has room for the
// result. TLAST follows input a; wrong_last pulses where the inputs' TLAST differ.
`default_nettype none

module residual_add #(
  parameter LANES       = 1,
  parameter A_BITS      = 8,
  parameter A_SIGNED    = 0,
  parameter B_BITS      = 8,
  parameter B_SIGNED    = 0,
  parameter FACTOR_BITS = 16,
  parameter FACTOR_A    = 32768,
  parameter FACTOR_B    = 32768,
  parameter SHIFT       = 16,
  parameter OUTPUT_BITS = 8,
  parameter LOW         = 0,
  parameter HIGH        = 255
) (
  input  wire                                    aclk,
  input  wire                                    aresetn,
  input  wire [8*((LANES*A_BITS+7)/8)-1:0]       s_axis_a_tdata,
  input  wire                                    s_axis_a_tvalid,
  output wire                                    s_axis_a_tready,
  input  wire                                    s_axis_a_tlast,
  input  wire [8*((LANES*B_BITS+7)/8)-1:0]       s_axis_b_tdata,
  input  wire                                    s_axis_b_tvalid,
  output wire                                    s_axis_b_tready,
  input  wire                                    s_axis_b_tlast,
  output wire [8*((LANES*OUTPUT_BITS+7)/8)-1:0]  m_axis_tdata,
  output wire                                    m_axis_tvalid,
  input  wire                                    m_axis_tready,
  output wire                                    m_axis_tlast,
  output wire                                    wrong_last
);

  localparam A_WIDTH     = LANES * A_BITS;
  localparam B_WIDTH     = LANES * B_BITS;
  localparam RESULT_BITS = LANES * OUTPUT_BITS;
  localparam DATA_BITS   = 8 * ((RESULT_BITS + 7) / 8);
  localparam FIFO_DEPTH  = 16;
  localparam LATENCY     = 5;  // operands, products, sum, and two of clamp
  localparam WIDEST      = (A_BITS > B_BITS) ? A_BITS : B_BITS;
  localparam SUM_BITS    = ((WIDEST + FACTOR_BITS > SHIFT) ? WIDEST + FACTOR_BITS : SHIFT) + 3;
  localparam [31:0] FACTOR_A_WORD = FACTOR_A;
  localparam [31:0] FACTOR_B_WORD = FACTOR_B;
  localparam [SUM_BITS-1:0] HALF  = {{(SUM_BITS-1){1'b0}}, 1'b1} << (SHIFT - 1);

  // ----- inputs: cut, so that each one's ready may depend on the other's valid

  wire [A_WIDTH-1:0] a;
  wire [B_WIDTH-1:0] b;
  wire               a_valid, b_valid, a_last, b_last, may_issue;
  wire               step = a_valid && b_valid && may_issue;

  skid_buffer #(.WIDTH(A_WIDTH + 1)) cut_a (
    .aclk(aclk), .aresetn(aresetn),
    .s_axis_tdata({s_axis_a_tlast, s_axis_a_tdata[A_WIDTH-1:0]}), .s_axis_tvalid(s_axis_a_tvalid),
    .s_axis_tready(s_axis_a_tready),
    .m_axis_tdata({a_last, a}), .m_axis_tvalid(a_valid), .m_axis_tready(step)
  );
  skid_buffer #(.WIDTH(B_WIDTH + 1)) cut_b (
    .aclk(aclk), .aresetn(aresetn),
    .s_axis_tdata({s_axis_b_tlast, s_axis_b_tdata[B_WIDTH-1:0]}), .s_axis_tvalid(s_axis_b_tvalid),
    .s_axis_tready(s_axis_b_tready),
    .m_axis_tdata({b_last, b}), .m_axis_tvalid(b_valid), .m_axis_tready(step)
  );

  // ----- values

  wire [RESULT_BITS-1:0] result;
  genvar p;
  generate
    for (p = 0; p < LANES; p = p + 1) begin : lane
      reg signed [A_BITS:0]      a_q;
      reg signed [B_BITS:0]      b_q;
      wire signed [FACTOR_BITS:0] factor_a = {1'b0, FACTOR_A_WORD[FACTOR_BITS-1:0]};
      wire signed [FACTOR_BITS:0] factor_b = {1'b0, FACTOR_B_WORD[FACTOR_BITS-1:0]};
      reg signed [SUM_BITS-1:0]  product_a_q, product_b_q;
      reg        [SUM_BITS-1:0]  sum_q;
      always @(posedge aclk) begin
        a_q <= {(A_SIGNED != 0) && a[(p+1)*A_BITS-1], a[p*A_BITS +: A_BITS]};
        b_q <= {(B_SIGNED != 0) && b[(p+1)*B_BITS-1], b[p*B_BITS +: B_BITS]};
        product_a_q <= a_q * factor_a;
        product_b_q <= b_q * factor_b + $signed(HALF);
        sum_q       <= product_a_q + product_b_q;
      end
      clamp #(.VALUE_BITS(SUM_BITS - SHIFT), .OUTPUT_BITS(OUTPUT_BITS), .LOW(LOW), .HIGH(HIGH)) limiter (
        .aclk(aclk), .value(sum_q[SUM_BITS-1:SHIFT]), .y(result[p*OUTPUT_BITS +: OUTPUT_BITS])
      );
      // What lies below the rounded result.
      wire unused_low = &{1'b0, sum_q[SHIFT-1:0]};
    end
  endgenerate

  // ----- output

  reg  [LATENCY-1:0]     valid_q;
  reg                    wrong_q;
  wire                   last;
  wire                   always_ready;  // the credit sees to that
  wire [RESULT_BITS-1:0] offered;

  always @(posedge aclk) begin
    if (!aresetn) begin
      valid_q <= {LATENCY{1'b0}};
      wrong_q <= 1'b0;
    end else begin
      valid_q <= {valid_q[LATENCY-2:0], step};
      wrong_q <= step && (a_last != b_last);
    end
  end

  delay_line #(.WIDTH(1), .CYCLES(LATENCY)) last_tag (.aclk(aclk), .d(a_last), .q(last));

  result_credit #(.FIFO_DEPTH(FIFO_DEPTH), .FULL(1), .LAST(1), .INTERVAL(1), .GROUP_BEATS(1)) credit (
    .aclk(aclk), .aresetn(aresetn), .issue(step), .issue_last_fold(1'b0), .returned(m_axis_tvalid && m_axis_tready),
    .may_issue(may_issue)
  );

  stream_fifo #(.WIDTH(RESULT_BITS + 1), .DEPTH(FIFO_DEPTH)) results (
    .aclk(aclk), .aresetn(aresetn), .pause(1'b0),
    .s_axis_tdata({last, result}), .s_axis_tvalid(valid_q[LATENCY-1]), .s_axis_tready(always_ready),
    .m_axis_tdata({m_axis_tlast, offered}), .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready)
  );

  wire [DATA_BITS+RESULT_BITS-1:0] padded = {{DATA_BITS{1'b0}}, offered};
  assign m_axis_tdata = padded[DATA_BITS-1:0];
  assign wrong_last   = wrong_q;

  // tdata is padded to whole bytes.
  wire unused = &{1'b0, s_axis_a_tdata, s_axis_b_tdata, padded, always_ready};

endmodule

`default_nettype wire
