// average_pool: the scaled sum of every KERNEL x KERNEL square of pixels, channel by channel:
//   y = clamp((sum * FACTOR + 2^(SHIFT-1)) >> SHIFT, LOW, HIGH); FACTOR / 2^SHIFT holds the scale and the division.
//
// Streams as of the layers: pixel by pixel, FOLDS beats a pixel, LANES channels a beat. The squares do not overlap, and
// KERNEL divides HEIGHT and WIDTH. A beat a cycle (KIND 2, whose squares must be FACTOR_BITS / 2 + 1 beats apart, does
// not fit); a beat that completes a square is taken only if the FIFO has room for its result. wrong_last pulses where
// TLAST is not on an image's last beat; the output's follows from the shape.
`default_nettype none

module average_pool #(
  parameter HEIGHT       = 8,
  parameter WIDTH        = 8,
  parameter KERNEL       = 8,
  parameter FOLDS        = 4,
  parameter LANES        = 1,
  parameter VALUE_BITS   = 8,
  parameter VALUE_SIGNED = 0,
  parameter FACTOR_BITS  = 16,
  parameter FACTOR       = 1024,
  parameter SHIFT        = 16,
  parameter OUTPUT_BITS  = 8,
  parameter LOW          = 0,
  parameter HIGH         = 255,
  parameter KIND         = 1,  // what multiplies, see requantiser: 0 or 1
  parameter STYLE        = 0
) (
  input  wire                                    aclk,
  input  wire                                    aresetn,
  input  wire [8*((LANES*VALUE_BITS+7)/8)-1:0]   s_axis_tdata,
  input  wire                                    s_axis_tvalid,
  output wire                                    s_axis_tready,
  input  wire                                    s_axis_tlast,
  output wire [8*((LANES*OUTPUT_BITS+7)/8)-1:0]  m_axis_tdata,
  output wire                                    m_axis_tvalid,
  input  wire                                    m_axis_tready,
  output wire                                    m_axis_tlast,
  output wire                                    wrong_last
);

  localparam PLACES       = WIDTH / KERNEL * FOLDS;
  localparam ADDRESS_BITS = (PLACES > 1) ? $clog2(PLACES) : 1;
  localparam BITS         = LANES * VALUE_BITS;
  localparam SUM_BITS     = VALUE_BITS + 1 + $clog2(KERNEL * KERNEL);  // two's complement
  localparam RESULT_BITS  = LANES * OUTPUT_BITS;
  localparam DATA_BITS    = 8 * ((RESULT_BITS + 7) / 8);
  localparam FIFO_DEPTH   = 32;
  localparam [31:0] FACTOR_WORD = FACTOR;

  // ----- input: cut, so that the credit meets a registered valid

  wire [BITS-1:0] data;
  wire            valid, last, may_issue;
  wire            complete, first, last_of_image;
  wire [ADDRESS_BITS-1:0] address;
  wire            ready = may_issue || !complete;
  wire            step  = valid && ready;

  skid_buffer #(.WIDTH(BITS + 1)) cut (
    .aclk(aclk), .aresetn(aresetn),
    .s_axis_tdata({s_axis_tlast, s_axis_tdata[BITS-1:0]}), .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready),
    .m_axis_tdata({last, data}), .m_axis_tvalid(valid), .m_axis_tready(ready)
  );

  pool_sequencer #(
    .HEIGHT(HEIGHT), .WIDTH(WIDTH), .KERNEL(KERNEL), .FOLDS(FOLDS), .ADDRESS_BITS(ADDRESS_BITS)
  ) sequencer (
    .aclk(aclk), .aresetn(aresetn), .step(step),
    .address(address), .first(first), .complete(complete), .last_of_image(last_of_image)
  );

  // ----- sums

  reg  [1:0] complete_q, last_q;
  reg        wrong_q;
  always @(posedge aclk) begin
    last_q <= {last_q[0], last_of_image};
    if (!aresetn) begin
      complete_q <= 2'b00;
      wrong_q    <= 1'b0;
    end else begin
      complete_q <= {complete_q[0], step && complete};
      wrong_q    <= step && (last != last_of_image);
    end
  end

  wire [RESULT_BITS-1:0] result;
  wire [LANES-1:0]       result_valid, result_last;  // all lanes' are alike
  genvar p;
  generate
    for (p = 0; p < LANES; p = p + 1) begin : lane
      wire [SUM_BITS-1:0] sum;
      pool_fold #(
        .MAXIMUM(0), .VALUE_SIGNED(VALUE_SIGNED), .VALUE_BITS(VALUE_BITS), .RESULT_BITS(SUM_BITS),
        .PLACES(PLACES), .ADDRESS_BITS(ADDRESS_BITS)
      ) fold (
        .aclk(aclk), .step(step), .value(data[p*VALUE_BITS +: VALUE_BITS]), .address(address), .first(first),
        .result(sum)
      );
      requantiser #(
        .KIND(KIND), .STYLE(STYLE), .ACCUMULATOR_BITS(SUM_BITS), .BIAS_BITS(1), .FACTOR_BITS(FACTOR_BITS),
        .SHIFT(SHIFT), .RELU(0), .OUTPUT_BITS(OUTPUT_BITS), .LOW(LOW), .HIGH(HIGH)
      ) requantise (
        .aclk(aclk), .aresetn(aresetn), .sum_valid(complete_q[1]), .sum_last(last_q[1]), .sum(sum), .bias(1'b0),
        .factor(FACTOR_WORD[FACTOR_BITS-1:0]), .result_valid(result_valid[p]), .result_last(result_last[p]),
        .result(result[p*OUTPUT_BITS +: OUTPUT_BITS])
      );
    end
  endgenerate

  // ----- output

  wire                   always_ready;  // the credit sees to that
  wire [RESULT_BITS-1:0] offered;

  result_credit #(.FIFO_DEPTH(FIFO_DEPTH), .FULL(1), .LAST(1), .INTERVAL(1), .GROUP_BEATS(1)) credit (
    .aclk(aclk), .aresetn(aresetn), .issue(step && complete), .issue_last_fold(1'b0),
    .returned(m_axis_tvalid && m_axis_tready), .may_issue(may_issue)
  );

  stream_fifo #(.WIDTH(RESULT_BITS + 1), .DEPTH(FIFO_DEPTH)) results (
    .aclk(aclk), .aresetn(aresetn), .pause(1'b0),
    .s_axis_tdata({result_last[0], result}), .s_axis_tvalid(result_valid[0]), .s_axis_tready(always_ready),
    .m_axis_tdata({m_axis_tlast, offered}), .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready)
  );

  wire [DATA_BITS+RESULT_BITS-1:0] padded = {{DATA_BITS{1'b0}}, offered};
  assign m_axis_tdata = padded[DATA_BITS-1:0];
  assign wrong_last   = wrong_q;

  // tdata is padded to whole bytes.
  wire unused = &{1'b0, s_axis_tdata, padded, always_ready, result_valid, result_last};

endmodule

`default_nettype wire
