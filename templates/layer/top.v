{{> templates/layer/header}}

`default_nettype none

module {{module}} (
  input  wire aclk,
  input  wire aresetn,
  // the image
  input  wire [{{in_high}}:0] s_axis_tdata,
  input  wire s_axis_tvalid,
  output wire s_axis_tready,
  input  wire s_axis_tlast,
  // codes, biases and factors
  input  wire [63:0] s_axis_code_tdata,
  input  wire s_axis_code_tvalid,
  output wire s_axis_code_tready,
  input  wire s_axis_code_tlast,
  // the result
  output wire [{{out_high}}:0] m_axis_tdata,
  output wire m_axis_tvalid,
  input  wire m_axis_tready,
  output wire m_axis_tlast,
  // registers
  input  wire [7:0] s_axi_awaddr,
  input  wire s_axi_awvalid,
  output wire s_axi_awready,
  input  wire [31:0] s_axi_wdata,
  input  wire [3:0] s_axi_wstrb,
  input  wire s_axi_wvalid,
  output wire s_axi_wready,
  output wire [1:0] s_axi_bresp,
  output wire s_axi_bvalid,
  input  wire s_axi_bready,
  input  wire [7:0] s_axi_araddr,
  input  wire s_axi_arvalid,
  output wire s_axi_arready,
  output wire [31:0] s_axi_rdata,
  output wire [1:0] s_axi_rresp,
  output wire s_axi_rvalid,
  input  wire s_axi_rready
);

  wire beat_valid;
  wire beat_first;
  wire [{{x_high}}:0] beat_x;
  wire [{{words_high}}:0] beat_words;
  wire [{{sums_high}}:0] sums;

  layer_shell #(
    .IN_CHANNELS({{in_channels}}), .OUT_CHANNELS({{out_channels}}), .HEIGHT({{height}}), .WIDTH({{width}}),
    .KERNEL({{kernel}}), .STRIDE({{stride}}), .PAD_TOP({{pad_top}}), .PAD_LEFT({{pad_left}}),
    .OUT_HEIGHT({{out_height}}), .OUT_WIDTH({{out_width}}),
    .LANES({{lanes}}), .ELEMENTS({{elements}}), .READ_WIDTH({{read_width}}),
    .INPUT_BITS({{input_bits}}), .WORD_BITS({{word_bits}}), .ACCUMULATOR_BITS({{accumulator_bits}}),
    .BIAS_BITS({{bias_bits}}), .FACTOR_BITS({{factor_bits}}), .SHIFT({{shift}}), .RELU({{relu}}),
    .OUTPUT_BITS({{output_bits}}), .OUTPUT_LOW({{output_low}}), .OUTPUT_HIGH({{output_high}}),
    .REQUANTISER({{requantiser}}), .STYLE({{style}}), .ELEMENT_LATENCY({{element_latency}}), .LANE_SKEW({{lane_skew}}),
    .CODE_SLICE_BITS({{slice_bits}}), .CODE_RAM_STYLE({{ram_style}}), .ROW_SLOTS({{row_slots}})
  ) shell (
    .aclk(aclk), .aresetn(aresetn),
    .s_axis_tdata(s_axis_tdata), .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready),
    .s_axis_tlast(s_axis_tlast),
    .s_axis_code_tdata(s_axis_code_tdata), .s_axis_code_tvalid(s_axis_code_tvalid),
    .s_axis_code_tready(s_axis_code_tready), .s_axis_code_tlast(s_axis_code_tlast),
    .m_axis_tdata(m_axis_tdata), .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready),
    .m_axis_tlast(m_axis_tlast),
    .s_axi_awaddr(s_axi_awaddr), .s_axi_awvalid(s_axi_awvalid), .s_axi_awready(s_axi_awready),
    .s_axi_wdata(s_axi_wdata), .s_axi_wstrb(s_axi_wstrb), .s_axi_wvalid(s_axi_wvalid), .s_axi_wready(s_axi_wready),
    .s_axi_bresp(s_axi_bresp), .s_axi_bvalid(s_axi_bvalid), .s_axi_bready(s_axi_bready),
    .s_axi_araddr(s_axi_araddr), .s_axi_arvalid(s_axi_arvalid), .s_axi_arready(s_axi_arready),
    .s_axi_rdata(s_axi_rdata), .s_axi_rresp(s_axi_rresp), .s_axi_rvalid(s_axi_rvalid), .s_axi_rready(s_axi_rready),
    .beat_valid(beat_valid), .beat_first(beat_first), .beat_x(beat_x), .beat_words(beat_words), .sums(sums)
  );

  {{elements_module}} elements (
    .aclk(aclk), .beat_valid(beat_valid), .beat_first(beat_first), .beat_x(beat_x), .beat_words(beat_words),
    .sums(sums)
  );

endmodule

`default_nettype wire
