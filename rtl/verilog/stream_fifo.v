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
      if (push != pop) held_q <= held_q + {{BITS{pop}}, 1'b1};
      // Falls when the last place is taken, and rises one cycle after one has become free.
      ready_q <= empty || !(&held_q[BITS-1:1]) || (!held_q[0] && !push);
      valid_q <= pop || (valid_q && !m_axis_tready);
    end
  end

  assign s_axis_tready = ready_q;
  assign m_axis_tdata  = data_q;
  assign m_axis_tvalid = valid_q;

endmodule

`default_nettype wire
