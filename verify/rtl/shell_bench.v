// shell_bench: the shell with modelled elements behind ports whose widths do not depend on the parameters.
`default_nettype none

module shell_bench #(
  parameter IN_CHANNELS      = 16,
  parameter OUT_CHANNELS     = 16,
  parameter HEIGHT           = 8,
  parameter WIDTH            = 8,
  parameter KERNEL           = 3,
  parameter STRIDE           = 1,
  parameter PAD_TOP          = 1,
  parameter PAD_LEFT         = 1,
  parameter OUT_HEIGHT       = 8,
  parameter OUT_WIDTH        = 8,
  parameter LANES            = 4,
  parameter ELEMENTS         = 16,
  parameter READ_WIDTH       = 1,
  parameter INPUT_BITS       = 8,
  parameter WORD_BITS        = 4,
  parameter ACCUMULATOR_BITS = 20,
  parameter BIAS_BITS        = 16,
  parameter FACTOR_BITS      = 16,
  parameter SHIFT            = 16,
  parameter RELU             = 1,
  parameter OUTPUT_BITS      = 8,
  parameter OUTPUT_LOW       = 0,
  parameter OUTPUT_HIGH      = 255,
  parameter REQUANTISER      = 1,
  parameter STYLE            = 0,
  parameter ELEMENT_LATENCY  = 4,
  parameter LANE_SKEW        = 0,
  parameter CODE_SLICE_BITS  = 36,
  parameter CODE_RAM_STYLE   = 0,
  parameter ROW_SLOTS        = 4
) (
  input  wire         aclk,
  input  wire         aresetn,
  input  wire [255:0] s_axis_tdata,
  input  wire         s_axis_tvalid,
  output wire         s_axis_tready,
  input  wire         s_axis_tlast,
  input  wire [63:0]  s_axis_code_tdata,
  input  wire         s_axis_code_tvalid,
  output wire         s_axis_code_tready,
  input  wire         s_axis_code_tlast,
  output wire [255:0] m_axis_tdata,
  output wire         m_axis_tvalid,
  input  wire         m_axis_tready,
  output wire         m_axis_tlast,
  input  wire [7:0]   s_axi_awaddr,
  input  wire         s_axi_awvalid,
  output wire         s_axi_awready,
  input  wire [31:0]  s_axi_wdata,
  input  wire [3:0]   s_axi_wstrb,
  input  wire         s_axi_wvalid,
  output wire         s_axi_wready,
  output wire [1:0]   s_axi_bresp,
  output wire         s_axi_bvalid,
  input  wire         s_axi_bready,
  input  wire [7:0]   s_axi_araddr,
  input  wire         s_axi_arvalid,
  output wire         s_axi_arready,
  output wire [31:0]  s_axi_rdata,
  output wire [1:0]   s_axi_rresp,
  output wire         s_axi_rvalid,
  input  wire         s_axi_rready
);

  localparam IN_WIDTH  = 8 * ((LANES * INPUT_BITS + 7) / 8);
  localparam OUT_WIDTH_BITS = 8 * ((READ_WIDTH * OUTPUT_BITS + 7) / 8);

  wire                                  beat_valid, beat_first;
  wire [LANES*INPUT_BITS-1:0]           beat_x;
  wire [ELEMENTS*LANES*WORD_BITS-1:0]   beat_words;
  wire [ELEMENTS*ACCUMULATOR_BITS-1:0]  sums;
  wire [OUT_WIDTH_BITS-1:0]             out_data;

  layer_shell #(
    .IN_CHANNELS(IN_CHANNELS), .OUT_CHANNELS(OUT_CHANNELS), .HEIGHT(HEIGHT), .WIDTH(WIDTH), .KERNEL(KERNEL),
    .STRIDE(STRIDE), .PAD_TOP(PAD_TOP), .PAD_LEFT(PAD_LEFT), .OUT_HEIGHT(OUT_HEIGHT), .OUT_WIDTH(OUT_WIDTH),
    .LANES(LANES), .ELEMENTS(ELEMENTS), .READ_WIDTH(READ_WIDTH), .INPUT_BITS(INPUT_BITS), .WORD_BITS(WORD_BITS),
    .ACCUMULATOR_BITS(ACCUMULATOR_BITS), .BIAS_BITS(BIAS_BITS), .FACTOR_BITS(FACTOR_BITS), .SHIFT(SHIFT), .RELU(RELU),
    .OUTPUT_BITS(OUTPUT_BITS), .OUTPUT_LOW(OUTPUT_LOW), .OUTPUT_HIGH(OUTPUT_HIGH), .REQUANTISER(REQUANTISER),
    .STYLE(STYLE), .ELEMENT_LATENCY(ELEMENT_LATENCY), .LANE_SKEW(LANE_SKEW), .CODE_SLICE_BITS(CODE_SLICE_BITS),
    .CODE_RAM_STYLE(CODE_RAM_STYLE), .ROW_SLOTS(ROW_SLOTS)
  ) shell (
    .aclk(aclk), .aresetn(aresetn),
    .s_axis_tdata(s_axis_tdata[IN_WIDTH-1:0]), .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready),
    .s_axis_tlast(s_axis_tlast),
    .s_axis_code_tdata(s_axis_code_tdata), .s_axis_code_tvalid(s_axis_code_tvalid),
    .s_axis_code_tready(s_axis_code_tready), .s_axis_code_tlast(s_axis_code_tlast),
    .m_axis_tdata(out_data), .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready), .m_axis_tlast(m_axis_tlast),
    .s_axi_awaddr(s_axi_awaddr), .s_axi_awvalid(s_axi_awvalid), .s_axi_awready(s_axi_awready),
    .s_axi_wdata(s_axi_wdata), .s_axi_wstrb(s_axi_wstrb), .s_axi_wvalid(s_axi_wvalid), .s_axi_wready(s_axi_wready),
    .s_axi_bresp(s_axi_bresp), .s_axi_bvalid(s_axi_bvalid), .s_axi_bready(s_axi_bready),
    .s_axi_araddr(s_axi_araddr), .s_axi_arvalid(s_axi_arvalid), .s_axi_arready(s_axi_arready),
    .s_axi_rdata(s_axi_rdata), .s_axi_rresp(s_axi_rresp), .s_axi_rvalid(s_axi_rvalid), .s_axi_rready(s_axi_rready),
    .beat_valid(beat_valid), .beat_first(beat_first), .beat_x(beat_x), .beat_words(beat_words), .sums(sums)
  );

  element_model #(
    .LANES(LANES), .ELEMENTS(ELEMENTS), .INPUT_BITS(INPUT_BITS), .WORD_BITS(WORD_BITS),
    .ACCUMULATOR_BITS(ACCUMULATOR_BITS), .ELEMENT_LATENCY(ELEMENT_LATENCY), .LANE_SKEW(LANE_SKEW),
    .GROUP(KERNEL * KERNEL * ((IN_CHANNELS + LANES - 1) / LANES))
  ) elements (
    .aclk(aclk), .aresetn(aresetn), .beat_valid(beat_valid), .beat_first(beat_first), .beat_x(beat_x),
    .beat_words(beat_words), .sums(sums)
  );

  assign m_axis_tdata = {{(256-OUT_WIDTH_BITS){1'b0}}, out_data};

endmodule

`default_nettype wire
