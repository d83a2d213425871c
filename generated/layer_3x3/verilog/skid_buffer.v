// skid_buffer: cuts a stream's combinational paths, data, valid and ready, at full throughput.
//
// Two places: the beat on offer, and one for the beat that arrives in the cycle in which ready has to fall. Beats leave
// in the order they came; a beat on offer stays until it is taken. Latency one cycle.
`default_nettype none

module skid_buffer #(
  parameter WIDTH = 8  // of tdata and whatever travels with it
) (
  input  wire             aclk,
  input  wire             aresetn,
  input  wire [WIDTH-1:0] s_axis_tdata,
  input  wire             s_axis_tvalid,
  output wire             s_axis_tready,
  output wire [WIDTH-1:0] m_axis_tdata,
  output wire             m_axis_tvalid,
  input  wire             m_axis_tready
);

  reg [WIDTH-1:0] offered_q;
  reg [WIDTH-1:0] waiting_q;
  reg             valid_q;
  reg             ready_q;  // the second place is free

  wire accept = s_axis_tvalid && s_axis_tready;
  wire free   = !valid_q || m_axis_tready;

  always @(posedge aclk) begin
    if (ready_q) waiting_q <= s_axis_tdata;
    if (free) offered_q <= ready_q ? s_axis_tdata : waiting_q;
    if (!aresetn) begin
      valid_q <= 1'b0;
      ready_q <= 1'b1;
    end else if (free) begin
      valid_q <= accept || !ready_q;
      ready_q <= 1'b1;
    end else if (accept) begin
      ready_q <= 1'b0;
    end
  end

  assign s_axis_tready = ready_q;
  assign m_axis_tvalid = valid_q;
  assign m_axis_tdata  = offered_q;

  // ----- contract, proven by verify/rtl/check_formal.py
`ifdef FORMAL
  // One beat, any one, is watched from its arrival to its departure; ahead counts the beats that leave before it.
  wire            choose;  // undriven: free
  reg             known = 1'b0;
  reg             watching, offered;
  reg [1:0]       outstanding, ahead;
  reg [WIDTH-1:0] watched, offered_data;
  wire            leave = m_axis_tvalid && m_axis_tready;

  always @(posedge aclk) begin
    offered      <= aresetn && m_axis_tvalid && !m_axis_tready;
    offered_data <= m_axis_tdata;
    if (!aresetn) begin
      known       <= 1'b1;
      watching    <= 1'b0;
      outstanding <= 2'd0;
    end else begin
      outstanding <= outstanding + {1'b0, accept} - {1'b0, leave};
      if (watching && leave) ahead <= ahead - 2'd1;
      if (watching && leave && ahead == 2'd0) watching <= 1'b0;
      if (!watching && accept && choose) begin
        watching <= 1'b1;
        watched  <= s_axis_tdata;
        ahead    <= outstanding - {1'b0, leave};
      end
    end
    if (known && aresetn) begin
      if (offered) assert (m_axis_tvalid && m_axis_tdata == offered_data);
      if (watching && leave && ahead == 2'd0) assert (m_axis_tdata == watched);
      // How the places and the beats correspond, which makes it inductive.
      assert (outstanding == {1'b0, valid_q} + {1'b0, !ready_q});
      assert (ready_q || valid_q);
      if (watching) assert (ahead < outstanding && watched == (ahead == 2'd0 ? offered_q : waiting_q));
    end
  end
`endif

endmodule

`default_nettype wire
