// stream_fifo: DEPTH beats in distributed RAM and one in the output register. Both sides may move every cycle.
//
// Beats leave in the order they came; a beat on offer stays until it is taken. pause keeps further beats from being
// offered, but does not withdraw the one that is. Latency two cycles.
`default_nettype none

module stream_fifo #(
  parameter WIDTH = 9,
  parameter DEPTH = 32  // a power of two, at least 4
) (
  input  wire             aclk,
  input  wire             aresetn,
  input  wire             pause,
  input  wire [WIDTH-1:0] s_axis_tdata,
  input  wire             s_axis_tvalid,
  output wire             s_axis_tready,
  output wire [WIDTH-1:0] m_axis_tdata,
  output wire             m_axis_tvalid,
  input  wire             m_axis_tready
);

  localparam BITS = $clog2(DEPTH);

  (* ram_style = "distributed" *)
  reg [WIDTH-1:0] memory [0:DEPTH-1];
  reg [BITS-1:0]  write_q;
  reg [BITS-1:0]  read_q;
  reg [BITS:0]    held_q;  // beats in the memory less one: the sign says "empty"
  reg             ready_q;
  reg [WIDTH-1:0] data_q;
  reg             valid_q;

  wire empty = held_q[BITS];
  wire push  = s_axis_tvalid && ready_q;
  wire pop   = !empty && !pause && (!valid_q || m_axis_tready);

  always @(posedge aclk) begin
    if (push) memory[write_q] <= s_axis_tdata;
    if (pop) data_q <= memory[read_q];
    if (!aresetn) begin
      write_q <= {BITS{1'b0}};
      read_q  <= {BITS{1'b0}};
      held_q  <= {(BITS+1){1'b1}};
      ready_q <= 1'b0;
      valid_q <= 1'b0;
    end else begin
      if (push) write_q <= write_q + 1'b1;
      if (pop) read_q <= read_q + 1'b1;
      if (push != pop) held_q <= held_q + {{BITS{!push}}, 1'b1};  // where they differ, push comes earlier than pop
      // Falls when the last place is taken, and rises one cycle after one has become free.
      ready_q <= empty || !(&held_q[BITS-1:1]) || (!held_q[0] && !push);
      valid_q <= pop || (valid_q && !m_axis_tready);
    end
  end

  assign s_axis_tready = ready_q;
  assign m_axis_tdata  = data_q;
  assign m_axis_tvalid = valid_q;

  // ----- contract, proven by verify/rtl/check_formal.py
`ifdef FORMAL
  // One beat, any one, is watched from its arrival to its departure; ahead counts the beats that leave before it.
  wire             choose;  // undriven: free
  reg              known = 1'b0;
  reg              watching, offered;
  reg [BITS+1:0]   outstanding, ahead;
  reg [WIDTH-1:0]  watched, offered_data;
  wire             leave = m_axis_tvalid && m_axis_tready;
  wire [BITS:0]    held  = held_q + 1'b1;
  wire [BITS-1:0]  place = read_q + ahead[BITS-1:0] - {{(BITS-1){1'b0}}, valid_q};

  always @(posedge aclk) begin
    offered      <= aresetn && m_axis_tvalid && !m_axis_tready;
    offered_data <= m_axis_tdata;
    if (!aresetn) begin
      known       <= 1'b1;
      watching    <= 1'b0;
      outstanding <= {(BITS+2){1'b0}};
    end else begin
      outstanding <= outstanding + {{(BITS+1){1'b0}}, push} - {{(BITS+1){1'b0}}, leave};
      if (watching && leave) ahead <= ahead - 1'b1;
      if (watching && leave && ahead == 0) watching <= 1'b0;
      if (!watching && push && choose) begin
        watching <= 1'b1;
        watched  <= s_axis_tdata;
        ahead    <= outstanding - {{(BITS+1){1'b0}}, leave};
      end
    end
    if (known && aresetn) begin
      if (offered) assert (m_axis_tvalid && m_axis_tdata == offered_data);
      if (watching && leave && ahead == 0) assert (m_axis_tdata == watched);
      // How the places and the beats correspond, which makes it inductive.
      assert (held <= DEPTH && outstanding == {1'b0, held} + {{(BITS+1){1'b0}}, valid_q});
      assert (held[BITS-1:0] == write_q - read_q);
      assert (!ready_q || held < DEPTH);
      if (watching) begin
        assert (ahead < outstanding);
        assert (watched == ((valid_q && ahead == 0) ? data_q : memory[place]));
      end
    end
  end
`endif

endmodule

`default_nettype wire
