// max_pool: the largest value of every KERNEL x KERNEL square of pixels, channel by channel.
//
// Streams as of the layers: pixel by pixel, FOLDS beats a pixel, LANES channels a beat. The squares do not overlap, and
// KERNEL divides HEIGHT and WIDTH. A beat a cycle; a beat that completes a square is taken only if the FIFO has room
// for its result. wrong_last pulses where TLAST is not on an image's last beat; the output's follows from the shape.
`default_nettype none

module max_pool #(
  parameter HEIGHT       = 8,
  parameter WIDTH        = 8,
  parameter KERNEL       = 2,
  parameter FOLDS        = 4,
  parameter LANES        = 1,
  parameter VALUE_BITS   = 8,
  parameter VALUE_SIGNED = 0
) (
  input  wire                                   aclk,
  input  wire                                   aresetn,
  input  wire [8*((LANES*VALUE_BITS+7)/8)-1:0]  s_axis_tdata,
  input  wire                                   s_axis_tvalid,
  output wire                                   s_axis_tready,
  input  wire                                   s_axis_tlast,
  output wire [8*((LANES*VALUE_BITS+7)/8)-1:0]  m_axis_tdata,
  output wire                                   m_axis_tvalid,
  input  wire                                   m_axis_tready,
  output wire                                   m_axis_tlast,
  output wire                                   wrong_last
);

  localparam PLACES       = WIDTH / KERNEL * FOLDS;
  localparam ADDRESS_BITS = (PLACES > 1) ? $clog2(PLACES) : 1;
  localparam BITS         = LANES * VALUE_BITS;
  localparam DATA_BITS    = 8 * ((BITS + 7) / 8);
  localparam FIFO_DEPTH   = 16;

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

  // ----- maxima

  wire [BITS-1:0] result;
  genvar p;
  generate
    for (p = 0; p < LANES; p = p + 1) begin : lane
      pool_fold #(
        .MAXIMUM(1), .VALUE_SIGNED(VALUE_SIGNED), .VALUE_BITS(VALUE_BITS), .RESULT_BITS(VALUE_BITS),
        .PLACES(PLACES), .ADDRESS_BITS(ADDRESS_BITS)
      ) fold (
        .aclk(aclk), .step(step), .value(data[p*VALUE_BITS +: VALUE_BITS]), .address(address), .first(first),
        .result(result[p*VALUE_BITS +: VALUE_BITS])
      );
    end
  endgenerate

  // ----- output

  reg  [1:0] complete_q, last_q;
  reg        wrong_q;
  wire       always_ready;  // the credit sees to that
  wire [BITS-1:0] offered;

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

  result_credit #(.FIFO_DEPTH(FIFO_DEPTH), .FULL(1), .LAST(1), .INTERVAL(1), .GROUP_BEATS(1)) credit (
    .aclk(aclk), .aresetn(aresetn), .issue(step && complete), .issue_last_fold(1'b0),
    .returned(m_axis_tvalid && m_axis_tready), .may_issue(may_issue)
  );

  stream_fifo #(.WIDTH(BITS + 1), .DEPTH(FIFO_DEPTH)) results (
    .aclk(aclk), .aresetn(aresetn), .pause(1'b0),
    .s_axis_tdata({last_q[1], result}), .s_axis_tvalid(complete_q[1]), .s_axis_tready(always_ready),
    .m_axis_tdata({m_axis_tlast, offered}), .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready)
  );

  wire [DATA_BITS+BITS-1:0] padded = {{DATA_BITS{1'b0}}, offered};
  assign m_axis_tdata = padded[DATA_BITS-1:0];
  assign wrong_last   = wrong_q;

  // tdata is padded to whole bytes.
  wire unused = &{1'b0, s_axis_tdata, padded, always_ready};

endmodule

`default_nettype wire
