// layer_shell: a convolution layer without its processing elements.
//
// Takes an image as a stream, presents it to the processing elements beat by beat, collects their sums and gives out
// the requantised image. A beat is LANES input channels of one kernel tap together with the stored words of all
// elements. Every element sums LANES products a beat; IN_FOLDS * KERNEL * KERNEL beats make one output channel of one
// pixel in every element, OUT_FOLDS such groups make a pixel. rtl/README.md explains the machine from the top.
//
// The elements' contract:
//   - beat_x and beat_words belong together where beat_valid is high; beat_first marks the first beat of a sum. Between
//     valid beats both may hold anything.
//   - sums holds element n's finished sum ELEMENT_LATENCY cycles after the cycle in which its last beat was visible. It
//     need not hold it any longer: the shell takes it in exactly that cycle.
//   - With LANE_SKEW = 1 lane p of beat_x and beat_words is presented p cycles later; beat_valid and beat_first belong
//     to lane 0, and so does the beat from which ELEMENT_LATENCY counts.
`default_nettype none

module layer_shell #(
  // Shape of the layer. OUT_HEIGHT and OUT_WIDTH say how far padding reaches below and to the right.
  parameter IN_CHANNELS      = 16,
  parameter OUT_CHANNELS     = 16,
  parameter HEIGHT           = 8,
  parameter WIDTH            = 8,
  parameter KERNEL           = 3,
  parameter STRIDE           = 1,
  parameter PAD_TOP          = 1,   // 0 .. KERNEL - 1
  parameter PAD_LEFT         = 1,   // 0 .. KERNEL - 1
  parameter OUT_HEIGHT       = 8,
  parameter OUT_WIDTH        = 8,
  // Parallelism.
  parameter LANES            = 4,   // input channels a beat
  parameter ELEMENTS         = 16,  // processing elements
  parameter READ_WIDTH       = 1,   // results at once; divides ELEMENTS and OUT_CHANNELS
  // Widths.
  parameter INPUT_BITS       = 8,
  parameter WORD_BITS        = 4,   // stored word of one multiplier
  parameter ACCUMULATOR_BITS = 20,  // two's complement
  parameter BIAS_BITS        = 16,  // two's complement, at most 40
  parameter FACTOR_BITS      = 16,  // unsigned, at most 16
  // Requantisation: clamp((max(sum + bias, 0 if RELU) * factor + 2^(SHIFT-1)) >> SHIFT, OUTPUT_LOW, OUTPUT_HIGH).
  parameter SHIFT            = 16,  // 1 .. 40
  parameter RELU             = 1,
  parameter OUTPUT_BITS      = 8,
  parameter OUTPUT_LOW       = 0,
  parameter OUTPUT_HIGH      = 255,
  parameter REQUANTISER      = 1,   // 0: DSP blocks, 1: an array of carry chains, 2: one chain over several cycles
  parameter STYLE            = 0,   // of the requantiser's chains, 0: portable, 1: LUT6 and CARRY4, 2: LUT6 and CARRY8
  // The elements.
  parameter ELEMENT_LATENCY  = 4,
  parameter LANE_SKEW        = 0,
  // Memories.
  parameter CODE_SLICE_BITS  = 36,  // width of one memory of stored words, at most 36
  parameter CODE_RAM_STYLE   = 0,   // 0: block RAM, 1: distributed RAM
  parameter ROW_SLOTS        = 4    // rows of the input that fit; at least KERNEL + STRIDE
) (
  input  wire                                         aclk,
  input  wire                                         aresetn,
  // Input image: pixel by pixel, for each pixel ceil(IN_CHANNELS / LANES) beats, lane p at [p * INPUT_BITS +:
  // INPUT_BITS].
  input  wire [8*((LANES*INPUT_BITS+7)/8)-1:0]        s_axis_tdata,
  input  wire                                         s_axis_tvalid,
  output wire                                         s_axis_tready,
  input  wire                                         s_axis_tlast,
  // Stored words, biases and factors; rtl/README.md has the order.
  input  wire [63:0]                                  s_axis_code_tdata,
  input  wire                                         s_axis_code_tvalid,
  output wire                                         s_axis_code_tready,
  input  wire                                         s_axis_code_tlast,
  // Output image: pixel by pixel, READ_WIDTH channels a beat in channel order.
  output wire [8*((READ_WIDTH*OUTPUT_BITS+7)/8)-1:0]  m_axis_tdata,
  output wire                                         m_axis_tvalid,
  input  wire                                         m_axis_tready,
  output wire                                         m_axis_tlast,
  // Registers.
  input  wire [7:0]                                   s_axi_awaddr,
  input  wire                                         s_axi_awvalid,
  output wire                                         s_axi_awready,
  input  wire [31:0]                                  s_axi_wdata,
  input  wire [3:0]                                   s_axi_wstrb,
  input  wire                                         s_axi_wvalid,
  output wire                                         s_axi_wready,
  output wire [1:0]                                   s_axi_bresp,
  output wire                                         s_axi_bvalid,
  input  wire                                         s_axi_bready,
  input  wire [7:0]                                   s_axi_araddr,
  input  wire                                         s_axi_arvalid,
  output wire                                         s_axi_arready,
  output wire [31:0]                                  s_axi_rdata,
  output wire [1:0]                                   s_axi_rresp,
  output wire                                         s_axi_rvalid,
  input  wire                                         s_axi_rready,
  // To and from the processing elements: the code of element n, lane p lies at [(n*LANES+p)*WORD_BITS +: WORD_BITS],
  // the sum of element n at [n*ACCUMULATOR_BITS +: ACCUMULATOR_BITS].
  output wire                                         beat_valid,
  output wire                                         beat_first,
  output wire [LANES*INPUT_BITS-1:0]                  beat_x,
  output wire [ELEMENTS*LANES*WORD_BITS-1:0]          beat_words,
  input  wire [ELEMENTS*ACCUMULATOR_BITS-1:0]         sums
);

  localparam IN_FOLDS     = (IN_CHANNELS + LANES - 1) / LANES;
  localparam OUT_FOLDS    = (OUT_CHANNELS + ELEMENTS - 1) / ELEMENTS;
  localparam LAST_FOLD    = OUT_CHANNELS - (OUT_FOLDS - 1) * ELEMENTS;  // channels of the last output fold
  localparam GROUP        = KERNEL * KERNEL * IN_FOLDS;                 // beats a group
  localparam WORDS        = OUT_FOLDS * GROUP;
  localparam FULL_RESULTS = ELEMENTS / READ_WIDTH;                      // beats of results a group
  localparam LAST_RESULTS = LAST_FOLD / READ_WIDTH;

  localparam SLOT_BITS    = $clog2(ROW_SLOTS + 1);
  localparam ROW_PLACES   = ROW_SLOTS * WIDTH * IN_FOLDS;
  localparam WINDOW_BITS  = (ROW_PLACES > 1) ? $clog2(ROW_PLACES) : 1;
  localparam CODE_BITS    = $clog2(2 * WORDS);
  localparam SKEW_GROUPS  = (LANE_SKEW != 0) ? LANES : 1;
  localparam GROUP_BITS   = ELEMENTS * LANES * WORD_BITS / SKEW_GROUPS;
  localparam SLICES       = SKEW_GROUPS * ((GROUP_BITS + CODE_SLICE_BITS - 1) / CODE_SLICE_BITS);

  // The FIFO holds what may be on its way while groups follow each other as fast as they can. BEHIND bounds the cycles
  // from a group's end to its first result's departure.
  localparam INTERVAL   = (REQUANTISER == 2) ? FACTOR_BITS / 2 + 1 : 1;
  localparam SPACING    = (GROUP > FULL_RESULTS * INTERVAL) ? GROUP : FULL_RESULTS * INTERVAL;
  localparam BEHIND     = ELEMENT_LATENCY + FACTOR_BITS / 2 + 18;
  localparam ON_THE_WAY = FULL_RESULTS * (2 + BEHIND / SPACING);
  localparam FIFO_DEPTH = (ON_THE_WAY > 16) ? (1 << $clog2(ON_THE_WAY)) : 16;
  localparam FIFO_BITS  = READ_WIDTH * OUTPUT_BITS;

  // ----- control

  wire clear, halt, go, swap, set_waiting;
  reg  swap_q;  // for memories and loader: the first beat of a run is read later still
  wire image_done, waits_for_input, waits_for_output, early_last, late_last, code_short, code_long;
  wire [15:0] images;

  // Everything but the registers' interface follows soft resets.
  reg  resetn_q;
  always @(posedge aclk) begin
    resetn_q <= aresetn && !clear;
    swap_q   <= swap && resetn_q;
  end

  control_registers #(
    .IN_CHANNELS(IN_CHANNELS), .OUT_CHANNELS(OUT_CHANNELS), .HEIGHT(HEIGHT), .WIDTH(WIDTH),
    .KERNEL(KERNEL), .STRIDE(STRIDE), .LANES(LANES), .ELEMENTS(ELEMENTS)
  ) control (
    .aclk(aclk), .aresetn(aresetn),
    .s_axi_awaddr(s_axi_awaddr), .s_axi_awvalid(s_axi_awvalid), .s_axi_awready(s_axi_awready),
    .s_axi_wdata(s_axi_wdata), .s_axi_wstrb(s_axi_wstrb), .s_axi_wvalid(s_axi_wvalid), .s_axi_wready(s_axi_wready),
    .s_axi_bresp(s_axi_bresp), .s_axi_bvalid(s_axi_bvalid), .s_axi_bready(s_axi_bready),
    .s_axi_araddr(s_axi_araddr), .s_axi_arvalid(s_axi_arvalid), .s_axi_arready(s_axi_arready),
    .s_axi_rdata(s_axi_rdata), .s_axi_rresp(s_axi_rresp), .s_axi_rvalid(s_axi_rvalid), .s_axi_rready(s_axi_rready),
    .clear(clear), .halt(halt), .go(go), .swap(swap), .images(images),
    .set_waiting(set_waiting), .output_idle(!m_axis_tvalid), .image_done(image_done),
    .waits_for_input(waits_for_input), .waits_for_output(waits_for_output),
    .early_last(early_last), .late_last(late_last), .code_short(code_short), .code_long(code_long)
  );

  // ----- activations

  wire                   row_stored;
  wire [SLOT_BITS:0]     rows_released;
  wire [WINDOW_BITS-1:0] read_address;
  wire                   read_zero;
  wire                   may_finish, finish, finish_last_fold;
  wire                   code_step, code_restart;
  wire                   beat_last, beat_last_fold, beat_last_of_image;

  window_buffer #(
    .IN_CHANNELS(IN_CHANNELS), .LANES(LANES), .INPUT_BITS(INPUT_BITS), .HEIGHT(HEIGHT), .WIDTH(WIDTH),
    .ROW_SLOTS(ROW_SLOTS), .LANE_SKEW(LANE_SKEW), .SLOT_BITS(SLOT_BITS), .ADDRESS_BITS(WINDOW_BITS)
  ) rows (
    .aclk(aclk), .aresetn(resetn_q), .discard(halt),
    .s_axis_tdata(s_axis_tdata), .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready),
    .s_axis_tlast(s_axis_tlast),
    .row_stored(row_stored), .rows_released(rows_released),
    .read_address(read_address), .read_zero(read_zero), .x(beat_x),
    .early_last(early_last), .late_last(late_last)
  );

  window_sequencer #(
    .IN_FOLDS(IN_FOLDS), .OUT_FOLDS(OUT_FOLDS), .HEIGHT(HEIGHT), .WIDTH(WIDTH), .KERNEL(KERNEL), .STRIDE(STRIDE),
    .PAD_TOP(PAD_TOP), .PAD_LEFT(PAD_LEFT), .OUT_HEIGHT(OUT_HEIGHT), .OUT_WIDTH(OUT_WIDTH),
    .ROW_SLOTS(ROW_SLOTS), .SLOT_BITS(SLOT_BITS), .ADDRESS_BITS(WINDOW_BITS)
  ) sequencer (
    .aclk(aclk), .aresetn(resetn_q), .halt(halt), .start(go), .images(images),
    .row_stored(row_stored), .rows_released(rows_released),
    .may_finish(may_finish), .finish(finish), .finish_last_fold(finish_last_fold),
    .read_address(read_address), .read_zero(read_zero), .code_step(code_step), .code_restart(code_restart),
    .beat_valid(beat_valid), .beat_first(beat_first), .beat_last(beat_last), .beat_last_fold(beat_last_fold),
    .beat_last_of_image(beat_last_of_image),
    .waits_for_input(waits_for_input), .waits_for_output(waits_for_output)
  );

  // ----- stored words and parameters

  wire [63:0]          load_data;
  wire [SLICES-1:0]    load_slice;
  wire [CODE_BITS-1:0] load_address;
  wire                 load_parameter;
  wire                 parameter_step, parameter_restart;
  wire [READ_WIDTH*BIAS_BITS-1:0]   bias;
  wire [READ_WIDTH*FACTOR_BITS-1:0] factor;

  code_loader #(
    .SLICES(SLICES), .SET_WORDS(WORDS), .CHANNELS(OUT_FOLDS * ELEMENTS), .ADDRESS_BITS(CODE_BITS)
  ) loader (
    .aclk(aclk), .aresetn(resetn_q), .discard(halt),
    .s_axis_code_tdata(s_axis_code_tdata), .s_axis_code_tvalid(s_axis_code_tvalid),
    .s_axis_code_tready(s_axis_code_tready), .s_axis_code_tlast(s_axis_code_tlast),
    .swap(swap_q), .set_waiting(set_waiting),
    .data(load_data), .write_slice(load_slice), .write_address(load_address), .write_parameter(load_parameter),
    .too_short(code_short), .too_long(code_long)
  );

  code_memory #(
    .ELEMENTS(ELEMENTS), .LANES(LANES), .WORD_BITS(WORD_BITS), .SET_WORDS(WORDS), .LANE_SKEW(LANE_SKEW),
    .SLICE_BITS(CODE_SLICE_BITS), .SLICES(SLICES), .IN_BLOCK_RAM((CODE_RAM_STYLE == 0) ? 1 : 0),
    .ADDRESS_BITS(CODE_BITS)
  ) codes (
    .aclk(aclk), .aresetn(resetn_q),
    .write_slice(load_slice), .write_address(load_address), .write_data(load_data[CODE_SLICE_BITS-1:0]),
    .swap(swap_q), .step(code_step), .restart(code_restart), .words(beat_words)
  );

  parameter_memory #(
    .READ_WIDTH(READ_WIDTH), .ROWS(OUT_FOLDS * FULL_RESULTS), .USED_ROWS(OUT_CHANNELS / READ_WIDTH),
    .BIAS_BITS(BIAS_BITS), .FACTOR_BITS(FACTOR_BITS)
  ) parameters (
    .aclk(aclk), .aresetn(resetn_q), .write(load_parameter), .write_data(load_data),
    .swap(swap_q), .step(parameter_step), .restart(parameter_restart), .bias(bias), .factor(factor)
  );

  // ----- sums and results

  wire result_taken = m_axis_tvalid && m_axis_tready;

  result_credit #(
    .FIFO_DEPTH(FIFO_DEPTH), .FULL(FULL_RESULTS), .LAST(LAST_RESULTS), .INTERVAL(INTERVAL), .GROUP_BEATS(GROUP)
  ) credit (
    .aclk(aclk), .aresetn(resetn_q), .issue(finish), .issue_last_fold(finish_last_fold), .returned(result_taken),
    .may_issue(may_finish)
  );

  // A group's last beat and what is known of it, when the elements' sums are finished.
  reg  [ELEMENT_LATENCY-1:0] capture_q;
  wire capture = capture_q[ELEMENT_LATENCY-1];
  wire capture_last_fold, capture_last_of_image;
  always @(posedge aclk) begin
    if (!resetn_q) capture_q <= {ELEMENT_LATENCY{1'b0}};
    else capture_q <= (capture_q << 1) | {{(ELEMENT_LATENCY-1){1'b0}}, beat_last};
  end
  delay_line #(.WIDTH(2), .CYCLES(ELEMENT_LATENCY)) capture_tags (
    .aclk(aclk), .d({beat_last_fold, beat_last_fold && beat_last_of_image}),
    .q({capture_last_fold, capture_last_of_image})
  );

  wire sum_valid, sum_last;
  wire [READ_WIDTH*ACCUMULATOR_BITS-1:0] sum;

  readout #(
    .ELEMENTS(ELEMENTS), .READ_WIDTH(READ_WIDTH), .ACCUMULATOR_BITS(ACCUMULATOR_BITS),
    .FULL(FULL_RESULTS), .LAST(LAST_RESULTS), .INTERVAL(INTERVAL)
  ) shadows (
    .aclk(aclk), .aresetn(resetn_q),
    .capture(capture), .capture_last_fold(capture_last_fold), .capture_last_of_image(capture_last_of_image),
    .sums(sums),
    .parameter_step(parameter_step), .parameter_restart(parameter_restart),
    .result_valid(sum_valid), .result_last(sum_last), .result(sum)
  );

  wire [READ_WIDTH-1:0] result_valid, result_last;  // all channels' are alike
  wire [FIFO_BITS-1:0]  result;

  genvar g;
  generate
    for (g = 0; g < READ_WIDTH; g = g + 1) begin : channel
      requantiser #(
        .KIND(REQUANTISER), .STYLE(STYLE), .ACCUMULATOR_BITS(ACCUMULATOR_BITS), .BIAS_BITS(BIAS_BITS),
        .FACTOR_BITS(FACTOR_BITS), .SHIFT(SHIFT), .RELU(RELU), .OUTPUT_BITS(OUTPUT_BITS), .LOW(OUTPUT_LOW),
        .HIGH(OUTPUT_HIGH)
      ) requantise (
        .aclk(aclk), .aresetn(resetn_q), .sum_valid(sum_valid), .sum_last(sum_last),
        .sum(sum[g*ACCUMULATOR_BITS +: ACCUMULATOR_BITS]), .bias(bias[g*BIAS_BITS +: BIAS_BITS]),
        .factor(factor[g*FACTOR_BITS +: FACTOR_BITS]),
        .result_valid(result_valid[g]), .result_last(result_last[g]), .result(result[g*OUTPUT_BITS +: OUTPUT_BITS])
      );
    end
  endgenerate

  wire                 always_ready;  // the credit sees to that
  wire [FIFO_BITS-1:0] output_data;

  stream_fifo #(.WIDTH(FIFO_BITS + 1), .DEPTH(FIFO_DEPTH)) results (
    .aclk(aclk), .aresetn(resetn_q), .pause(halt),
    .s_axis_tdata({result_last[0], result}), .s_axis_tvalid(result_valid[0]), .s_axis_tready(always_ready),
    .m_axis_tdata({m_axis_tlast, output_data}), .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready)
  );

  generate
    if (FIFO_BITS % 8 == 0) begin : whole_bytes
      assign m_axis_tdata = output_data;
    end else begin : padded
      assign m_axis_tdata = {{(8-FIFO_BITS%8){1'b0}}, output_data};
    end
  endgenerate

  assign image_done = result_taken && m_axis_tlast;

  wire unused = &{1'b0, always_ready, result_valid, result_last, load_data};

endmodule

`default_nettype wire
