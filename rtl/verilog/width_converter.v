// width_converter: a stream of beats of WORDS_IN words becomes one of beats of WORDS_OUT words, lowest word first.
//
// One of the two numbers divides the other. Gathering, TLAST ends the output beat early and leaves the words that did
// not come 0; splitting, TLAST goes with the last part of its beat. The narrow side moves a beat a cycle. s_axis_tready
// depends on m_axis_tready in the same cycle: a skid_buffer cuts that.
`default_nettype none

module width_converter #(
  parameter WORD_BITS = 8,
  parameter WORDS_IN  = 1,
  parameter WORDS_OUT = 4
) (
  input  wire                           aclk,
  input  wire                           aresetn,
  input  wire [WORDS_IN*WORD_BITS-1:0]  s_axis_tdata,
  input  wire                           s_axis_tvalid,
  output wire                           s_axis_tready,
  input  wire                           s_axis_tlast,
  output wire [WORDS_OUT*WORD_BITS-1:0] m_axis_tdata,
  output wire                           m_axis_tvalid,
  input  wire                           m_axis_tready,
  output wire                           m_axis_tlast
);

  localparam IN_BITS  = WORDS_IN * WORD_BITS;
  localparam OUT_BITS = WORDS_OUT * WORD_BITS;

  reg  valid_q;
  reg  last_q;
  wire accept = s_axis_tvalid && s_axis_tready;

  generate
    if (WORDS_OUT > WORDS_IN) begin : gather
      localparam PARTS = WORDS_OUT / WORDS_IN;
      reg  [PARTS-1:0]    next_q;  // one bit a part: the one that comes next
      reg  [OUT_BITS-1:0] data_q;
      wire                ends = accept && (next_q[PARTS-1] || s_axis_tlast);
      integer i;
      always @(posedge aclk) begin
        for (i = 0; i < PARTS; i = i + 1) begin
          if (accept && next_q[i]) data_q[i*IN_BITS +: IN_BITS] <= s_axis_tdata;
          else if (accept && next_q[0]) data_q[i*IN_BITS +: IN_BITS] <= {IN_BITS{1'b0}};
        end
        if (accept) last_q <= s_axis_tlast;
        if (!aresetn) begin
          valid_q <= 1'b0;
          next_q  <= {{(PARTS-1){1'b0}}, 1'b1};
        end else begin
          valid_q <= ends || (valid_q && !m_axis_tready);
          if (ends) next_q <= {{(PARTS-1){1'b0}}, 1'b1};
          else if (accept) next_q <= next_q << 1;
        end
      end
      assign s_axis_tready = !valid_q || m_axis_tready;
      assign m_axis_tdata  = data_q;
      assign m_axis_tlast  = last_q;
    end else begin : split
      localparam PARTS = WORDS_IN / WORDS_OUT;
      reg  [IN_BITS-1:0] data_q;
      reg  [PARTS-1:0]   left_q;  // one bit a part that is still to come, the one on offer included
      wire               leave = valid_q && m_axis_tready;
      wire               final_part = (left_q >> 1) == {PARTS{1'b0}};
      always @(posedge aclk) begin
        if (accept) data_q <= s_axis_tdata;
        else if (leave) data_q <= data_q >> OUT_BITS;
        if (accept) last_q <= s_axis_tlast;
        if (accept) left_q <= {PARTS{1'b1}};
        else if (leave) left_q <= left_q >> 1;
        if (!aresetn) valid_q <= 1'b0;
        else valid_q <= accept || (valid_q && !(leave && final_part));
      end
      assign s_axis_tready = !valid_q || (m_axis_tready && final_part);
      assign m_axis_tdata  = data_q[OUT_BITS-1:0];
      assign m_axis_tlast  = last_q && final_part;
    end
  endgenerate

  assign m_axis_tvalid = valid_q;

  // ----- contract, proven by verify/rtl/check_formal.py
`ifdef FORMAL
  // One word, any one, is watched from its arrival to its departure. Words are counted from the last output beat's end;
  // TLAST is kept low here, so that every beat is full.
  localparam WIDE = (WORDS_IN > WORDS_OUT) ? WORDS_IN : WORDS_OUT;
  wire [31:0]          choice;  // undriven: free
  wire                 choose;  // undriven: free
  reg                  known = 1'b0;
  reg                  watching, offered;
  reg [31:0]           held;    // words inside
  reg [31:0]           ahead;   // words that leave before the watched one
  reg [WORD_BITS-1:0]  watched;
  reg [OUT_BITS-1:0]   offered_data;
  wire                 departs = m_axis_tvalid && m_axis_tready;
  wire [31:0]          staying = held - (departs ? WORDS_OUT : 32'd0);

  always @(posedge aclk) begin
    offered      <= aresetn && m_axis_tvalid && !m_axis_tready;
    offered_data <= m_axis_tdata;
    if (!aresetn) begin
      known    <= 1'b1;
      watching <= 1'b0;
      held     <= 32'd0;
    end else begin
      held <= staying + (accept ? WORDS_IN : 32'd0);
      if (watching && departs) begin
        if (ahead < WORDS_OUT) watching <= 1'b0;
        else ahead <= ahead - WORDS_OUT;
      end
      if (!watching && accept && choose && choice < WORDS_IN) begin
        watching <= 1'b1;
        watched  <= s_axis_tdata[choice*WORD_BITS +: WORD_BITS];
        ahead    <= staying + choice;
      end
    end
    if (known && aresetn) begin
      assume (!s_axis_tlast);
      if (offered) assert (m_axis_tvalid && m_axis_tdata == offered_data);
      assert (held <= WIDE);
      assert (m_axis_tvalid == (held >= WORDS_OUT));
      if (watching) assert (ahead < held);
      if (watching && departs && ahead < WORDS_OUT) assert (m_axis_tdata[ahead*WORD_BITS +: WORD_BITS] == watched);
    end
  end
  // How parts and words correspond, which makes it inductive.
  generate
    if (WORDS_OUT > WORDS_IN) begin : gather_invariant
      always @(posedge aclk) begin
        if (known && aresetn) assert (gather.next_q == 32'd1 << (m_axis_tvalid ? 32'd0 : held / WORDS_IN));
        if (known && aresetn) assert (held % WORDS_IN == 32'd0);
        if (known && aresetn && watching) assert (gather.data_q[ahead*WORD_BITS +: WORD_BITS] == watched);
      end
    end else begin : split_invariant
      always @(posedge aclk) begin
        if (known && aresetn) assert (held % WORDS_OUT == 32'd0);
        if (known && aresetn && m_axis_tvalid) assert (split.left_q == (32'd1 << (held / WORDS_OUT)) - 32'd1);
        if (known && aresetn && watching) assert (split.data_q[ahead*WORD_BITS +: WORD_BITS] == watched);
      end
    end
  endgenerate
`endif

endmodule

`default_nettype wire
