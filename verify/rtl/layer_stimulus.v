// Stimulus for a whole layer: mostly well-formed images, code sets and register accesses, with stalls, and now and
// then a stream that ends at the wrong place, a soft reset or a reset at any time.
module layer_stimulus #(
  parameter [31:0] SEED = 1,
  parameter INPUT_BEATS = 1,  // of one image
  parameter CODE_BEATS = 1,   // of one set
  parameter INPUT_BITS = 8,
  parameter SUMS_BITS = 8
) (
  input  wire                  clk,
  output wire                  aresetn,
  output reg  [INPUT_BITS-1:0] s_axis_tdata,
  output reg                   s_axis_tvalid,
  input  wire                  s_axis_tready,
  output reg                   s_axis_tlast,
  output reg  [63:0]           s_axis_code_tdata,
  output reg                   s_axis_code_tvalid,
  input  wire                  s_axis_code_tready,
  output reg                   s_axis_code_tlast,
  output wire                  m_axis_tready,
  output reg  [7:0]            s_axi_awaddr,
  output reg                   s_axi_awvalid,
  input  wire                  s_axi_awready,
  output reg  [31:0]           s_axi_wdata,
  output wire [3:0]            s_axi_wstrb,
  output reg                   s_axi_wvalid,
  input  wire                  s_axi_wready,
  output wire                  s_axi_bready,
  output reg  [7:0]            s_axi_araddr,
  output reg                   s_axi_arvalid,
  input  wire                  s_axi_arready,
  output wire                  s_axi_rready,
  output wire [SUMS_BITS-1:0]  sums
);

  localparam [7:0] CONTROL = 8'h08;

  wire [255:0] chance;
  wire offer_input, offer_code;
  reg input_taken, code_taken, address_taken, data_taken, read_taken, restart;
  integer input_beat, code_beat;

  random_reset #(.SEED(SEED), .RARE(1)) reset_source (.clk(clk), .value(aresetn));
  random_word #(.SEED(SEED + 1), .WIDTH(256)) chance_source (.clk(clk), .hold(1'b0), .value(chance));
  random_bit #(.SEED(SEED + 2)) input_source (.clk(clk), .hold(1'b0), .value(offer_input));
  random_bit #(.SEED(SEED + 3)) code_source (.clk(clk), .hold(1'b0), .value(offer_code));
  random_bit #(.SEED(SEED + 4)) output_source (.clk(clk), .hold(1'b0), .value(m_axis_tready));
  random_bit #(.SEED(SEED + 5)) response_source (.clk(clk), .hold(1'b0), .value(s_axi_bready));
  random_bit #(.SEED(SEED + 6)) read_source (.clk(clk), .hold(1'b0), .value(s_axi_rready));
  random_word #(.SEED(SEED + 7), .WIDTH(SUMS_BITS)) sums_source (.clk(clk), .hold(1'b0), .value(sums));

  assign s_axi_wstrb = 4'hF;

  always @(posedge clk) begin
    input_taken <= s_axis_tvalid && s_axis_tready;
    code_taken <= s_axis_code_tvalid && s_axis_code_tready;
    address_taken <= s_axi_awvalid && s_axi_awready;
    data_taken <= s_axi_wvalid && s_axi_wready;
    read_taken <= s_axi_arvalid && s_axi_arready;
    // Both streams begin anew after a reset.
    restart <= !aresetn || (s_axi_wvalid && s_axi_wready && s_axi_awaddr == CONTROL && s_axi_wdata[1]);
  end

  initial begin
    s_axis_tvalid = 1'b0;
    s_axis_code_tvalid = 1'b0;
    s_axi_awvalid = 1'b0;
    s_axi_wvalid = 1'b0;
    s_axi_arvalid = 1'b0;
    input_beat = 0;
    code_beat = 0;
  end

  // Is the last beat of a stream, but for one time in 4096 / length or so.
  function last;
    input integer beat;
    input integer beats;
    input [11:0] luck;
    last = (beat == beats - 1) ^ (luck == 12'd77);
  endfunction

  always @(negedge clk) begin
    if (restart) begin
      s_axis_tvalid <= 1'b0;
      input_beat <= 0;
    end else if (!s_axis_tvalid || input_taken) begin
      s_axis_tvalid <= offer_input;
      s_axis_tdata <= chance[64 +: INPUT_BITS];
      if (input_taken) input_beat <= s_axis_tlast ? 0 : input_beat + 1;
      s_axis_tlast <= last(input_taken ? (s_axis_tlast ? 0 : input_beat + 1) : input_beat, INPUT_BEATS, chance[11:0]);
    end

    if (restart) begin
      s_axis_code_tvalid <= 1'b0;
      code_beat <= 0;
    end else if (!s_axis_code_tvalid || code_taken) begin
      s_axis_code_tvalid <= offer_code;
      s_axis_code_tdata <= chance[191:128];
      if (code_taken) code_beat <= s_axis_code_tlast ? 0 : code_beat + 1;
      s_axis_code_tlast <= last(code_taken ? (s_axis_code_tlast ? 0 : code_beat + 1) : code_beat, CODE_BEATS,
                                chance[23:12]);
    end

    // Starts, seldom a soft reset (bit 1), other registers at times.
    if (s_axi_awvalid || s_axi_wvalid) begin
      if (address_taken) s_axi_awvalid <= 1'b0;
      if (data_taken) s_axi_wvalid <= 1'b0;
    end else if (chance[29:24] == 6'd1) begin
      s_axi_awvalid <= 1'b1;
      s_axi_wvalid <= 1'b1;
      s_axi_awaddr <= chance[30] ? CONTROL : {2'b00, chance[39:36], 2'b00};
      s_axi_wdata <= {30'd0, chance[45:42] == 4'd0, !chance[46]};
    end

    if (s_axi_arvalid) begin
      if (read_taken) s_axi_arvalid <= 1'b0;
    end else begin
      s_axi_arvalid <= chance[51:48] == 4'd2;
      s_axi_araddr <= {2'b00, chance[55:52], 2'b00};
    end
  end
endmodule
