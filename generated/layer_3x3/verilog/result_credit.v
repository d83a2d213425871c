// result_credit: says when a group's last beat may be issued, so that nothing behind it ever has to stop.
//
// A group gives FULL results (LAST in the last output fold) one after another, INTERVAL cycles apart. It may end if
//   - the output FIFO has room for all of them beside those that are still on their way, and
//   - the group before ended so long ago that its sums have left the readout when the new ones arrive.
// issue pulses when a group's last beat is issued, returned when a result has left the FIFO.
`default_nettype none

module result_credit #(
  parameter FIFO_DEPTH  = 32,  // at least FULL
  parameter FULL        = 16,  // results of a group
  parameter LAST        = 16,  // results of a group of the last output fold
  parameter INTERVAL    = 1,   // cycles a result
  parameter GROUP_BEATS = 36   // least cycles between the ends of two groups
) (
  input  wire aclk,
  input  wire aresetn,
  input  wire issue,
  input  wire issue_last_fold,
  input  wire returned,
  output wire may_issue
);

  localparam ROOM_BITS = $clog2(FIFO_DEPTH + 1) + 1;
  localparam [31:0] ROOM_BEGIN = FIFO_DEPTH - FULL;
  localparam [31:0] TAKE_FULL  = -FULL;
  localparam [31:0] TAKE_LAST  = -LAST;

  // Places that are free beyond those for one more group: the sign says that there is no room for it.
  reg  [ROOM_BITS-1:0] room_q;
  wire [ROOM_BITS-1:0] taken = !issue ? {ROOM_BITS{1'b0}} :
                               issue_last_fold ? TAKE_LAST[ROOM_BITS-1:0] : TAKE_FULL[ROOM_BITS-1:0];

  always @(posedge aclk) begin
    if (!aresetn) room_q <= ROOM_BEGIN[ROOM_BITS-1:0];
    else room_q <= room_q + taken + {{(ROOM_BITS-1){1'b0}}, returned};
  end

  generate
    if (GROUP_BEATS >= FULL * INTERVAL) begin : spaced_by_itself
      assign may_issue = !room_q[ROOM_BITS-1];
    end else begin : spaced
      localparam SPACE_BITS = $clog2(FULL * INTERVAL - 1) + 1;
      localparam [31:0] SPACE_FULL = FULL * INTERVAL - 2;
      localparam [31:0] SPACE_LAST = LAST * INTERVAL - 2;
      // Cycles until the readout is free, less one: the sign says that it is.
      reg [SPACE_BITS-1:0] space_q;
      always @(posedge aclk) begin
        if (!aresetn) space_q <= {SPACE_BITS{1'b1}};
        else if (issue) space_q <= issue_last_fold ? SPACE_LAST[SPACE_BITS-1:0] : SPACE_FULL[SPACE_BITS-1:0];
        else if (!space_q[SPACE_BITS-1]) space_q <= space_q - 1'b1;
      end
      assign may_issue = !room_q[ROOM_BITS-1] && space_q[SPACE_BITS-1];
    end
  endgenerate

  // ----- contract, proven by verify/rtl/check_formal.py
`ifdef FORMAL
  // Whoever issues only when allowed, and returns only what was issued, never has more results on their way than fit.
  reg             known = 1'b0;
  reg [31:0]      on_the_way;
  reg [31:0]      since;      // cycles since the last issue
  reg [31:0]      needed;     // of them until the next one
  wire [31:0]     results = issue_last_fold ? LAST : FULL;
  always @(posedge aclk) begin
    if (!aresetn) begin
      known      <= 1'b1;
      on_the_way <= 32'd0;
      since      <= 32'd1000;
      needed     <= 32'd0;
    end else begin
      on_the_way <= on_the_way + (issue ? results : 32'd0) - {31'd0, returned};
      since      <= issue ? 32'd1 : (since == 32'd1000 ? since : since + 32'd1);
      if (issue) needed <= results * INTERVAL;
    end
    if (known && aresetn) begin
      assume (!issue || (may_issue && since >= GROUP_BEATS));
      assume (!returned || on_the_way != 32'd0);
      if (issue) assert (on_the_way + results <= FIFO_DEPTH);
      if (issue) assert (since >= needed);
      assert (on_the_way <= FIFO_DEPTH);
      assert (on_the_way + {{(32-ROOM_BITS){room_q[ROOM_BITS-1]}}, room_q} == FIFO_DEPTH - FULL);
    end
  end
  generate
    if (GROUP_BEATS < FULL * INTERVAL) begin : spaced_invariant
      localparam BITS = $clog2(FULL * INTERVAL - 1) + 1;
      wire [BITS-1:0] space = spaced.space_q;
      always @(posedge aclk) begin
        if (known && aresetn) begin
          assert (needed <= FULL * INTERVAL && since != 32'd0 && since <= 32'd1000);
          if (space[BITS-1]) assert (since >= needed);
          else assert (since + {{(32-BITS){1'b0}}, space} + 32'd1 == needed);
        end
      end
    end
  endgenerate
`endif

endmodule

`default_nettype wire
