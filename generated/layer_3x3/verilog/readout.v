// readout: takes the sums of all elements at once and gives them out READ_WIDTH at a time, INTERVAL cycles apart.
//
// capture copies sums into shadow registers, so that the elements go on with the next group. A multiplexer over all
// elements would be dear; instead, every element's copy goes through a register that is reset unless the element is
// selected, which costs no LUT, and all of them are ORed by LUTs of six inputs with a register a level.
//
// A capture may come as early as results * INTERVAL cycles after the one before (see result_credit). The next row of
// parameters is asked for (parameter_step) two cycles before the sum it belongs to. result_last goes with the last
// results of an image.
`default_nettype none

module readout #(
  parameter ELEMENTS         = 16,
  parameter READ_WIDTH       = 1,   // divides ELEMENTS
  parameter ACCUMULATOR_BITS = 20,
  parameter FULL             = 16,  // results of a group: ELEMENTS / READ_WIDTH
  parameter LAST             = 16,  // results of a group of the last output fold
  parameter INTERVAL         = 1    // cycles a result
) (
  input  wire                                    aclk,
  input  wire                                    aresetn,
  input  wire                                    capture,
  input  wire                                    capture_last_fold,
  input  wire                                    capture_last_of_image,
  input  wire [ELEMENTS*ACCUMULATOR_BITS-1:0]    sums,
  output wire                                    parameter_step,
  output wire                                    parameter_restart,
  output wire                                    result_valid,
  output wire                                    result_last,
  output wire [READ_WIDTH*ACCUMULATOR_BITS-1:0]  result
);

  // Registers of an OR tree over FULL inputs.
  function integer nodes(input integer level);
    integer l;
    begin
      nodes = FULL;
      for (l = 0; l < level; l = l + 1) nodes = (nodes + 5) / 6;
    end
  endfunction
  localparam LEVELS = (FULL <= 6) ? 1 : (FULL <= 36) ? 2 : (FULL <= 216) ? 3 : (FULL <= 1296) ? 4 : 5;
  localparam ROW_BITS = READ_WIDTH * ACCUMULATOR_BITS;

  // ----- which results

  localparam LEFT_BITS = $clog2(FULL) + 1;
  localparam [31:0] LEFT_FULL = FULL - 2;
  localparam [31:0] LEFT_LAST = LAST - 2;

  reg                 active_q;
  reg [LEFT_BITS-1:0] left_q;     // results to come, less two: the sign says that this is the last one
  reg                 last_fold_q;
  reg                 last_of_image_q;
  reg [FULL-1:0]      idle_row_q; // low for the row of elements that is selected
  wire                interval_begins, interval_ends;
  wire                issue = active_q && interval_begins;
  wire                done  = left_q[LEFT_BITS-1];

  generate
    if (INTERVAL == 1) begin : every_cycle
      assign interval_begins = 1'b1;
      assign interval_ends   = 1'b1;
    end else begin : slower
      reg begins_q;
      loop_counter #(.COUNT(INTERVAL)) interval_count (
        .aclk(aclk), .aresetn(aresetn && !capture), .step(1'b1), .last(interval_ends)
      );
      always @(posedge aclk) begins_q <= capture || interval_ends;
      assign interval_begins = begins_q;
    end
  endgenerate

  always @(posedge aclk) begin
    if (capture) begin
      last_fold_q     <= capture_last_fold;
      last_of_image_q <= capture_last_of_image;
      left_q          <= capture_last_fold ? LEFT_LAST[LEFT_BITS-1:0] : LEFT_FULL[LEFT_BITS-1:0];
    end else if (interval_ends) begin
      left_q <= left_q - 1'b1;
    end
    if (capture) idle_row_q <= {{FULL{1'b1}}} << 1;
    else if (interval_ends) idle_row_q <= (idle_row_q << 1) | {{(FULL-1){1'b0}}, 1'b1};
    if (!aresetn) active_q <= 1'b0;
    else active_q <= capture || (active_q && !(interval_ends && done));
  end

  // ----- tags: bit i is i + 1 cycles behind issue

  reg [LEVELS:0] valid_q;
  always @(posedge aclk) begin
    if (!aresetn) valid_q <= {(LEVELS+1){1'b0}};
    else valid_q <= {valid_q[LEVELS-1:0], issue};
  end
  assign result_valid = valid_q[LEVELS];

  delay_line #(.WIDTH(1), .CYCLES(LEVELS + 1)) last_tag (
    .aclk(aclk), .d(last_of_image_q && done), .q(result_last)
  );
  delay_line #(.WIDTH(1), .CYCLES(LEVELS - 1)) restart_tag (
    .aclk(aclk), .d(last_fold_q && done), .q(parameter_restart)
  );
  generate
    if (LEVELS == 1) begin : step_now
      assign parameter_step = issue;
    end else begin : step_later
      assign parameter_step = valid_q[LEVELS-2];
    end
  endgenerate

  // ----- sums

  genvar j;
  genvar l;
  generate
    for (l = 0; l <= LEVELS; l = l + 1) begin : level
      wire [nodes(l)*ROW_BITS-1:0] value;
    end

    for (j = 0; j < FULL; j = j + 1) begin : row
      reg [ROW_BITS-1:0] shadow_q;
      reg [ROW_BITS-1:0] gated_q;
      always @(posedge aclk) begin
        if (capture) shadow_q <= sums[j*ROW_BITS +: ROW_BITS];
        if (idle_row_q[j]) gated_q <= {ROW_BITS{1'b0}};
        else gated_q <= shadow_q;
      end
      assign level[0].value[j*ROW_BITS +: ROW_BITS] = gated_q;
    end

    for (l = 1; l <= LEVELS; l = l + 1) begin : tree
      for (j = 0; j < nodes(l); j = j + 1) begin : node
        localparam INPUTS = (nodes(l-1) - 6 * j < 6) ? nodes(l-1) - 6 * j : 6;
        wire [INPUTS*ROW_BITS-1:0] inputs = level[l-1].value[6*j*ROW_BITS +: INPUTS*ROW_BITS];
        reg  [ROW_BITS-1:0] any;
        reg  [ROW_BITS-1:0] any_q;
        integer i;
        always @* begin
          any = {ROW_BITS{1'b0}};
          for (i = 0; i < INPUTS; i = i + 1) any = any | inputs[i*ROW_BITS +: ROW_BITS];
        end
        always @(posedge aclk) any_q <= any;
        assign level[l].value[j*ROW_BITS +: ROW_BITS] = any_q;
      end
    end
  endgenerate

  assign result = level[LEVELS].value;

endmodule

`default_nettype wire
