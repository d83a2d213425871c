// control_registers: the AXI4-Lite registers and the states of the layer: start, run, error, soft reset.
//
// rtl/README.md has the register map. Write strobes are ignored: a write is of 32 bits. Unknown addresses read as 0.
//
// A start is remembered until no run is in progress and a set is there; go pulses then, and swap with it if a set
// waits. A run ends with the last beat of its last image. After an error, and while a soft reset is pending, halt is
// high; clear, which resets everything but this interface, waits until no beat is on offer at the output, so that none
// is withdrawn.
`default_nettype none

module control_registers #(
  parameter VERSION      = 32'h00000100,
  parameter IN_CHANNELS  = 16,
  parameter OUT_CHANNELS = 16,
  parameter HEIGHT       = 8,
  parameter WIDTH        = 8,
  parameter KERNEL       = 3,
  parameter STRIDE       = 1,
  parameter LANES        = 4,
  parameter ELEMENTS     = 16
) (
  input  wire        aclk,
  input  wire        aresetn,
  // AXI4-Lite
  input  wire [7:0]  s_axi_awaddr,
  input  wire        s_axi_awvalid,
  output wire        s_axi_awready,
  input  wire [31:0] s_axi_wdata,
  input  wire [3:0]  s_axi_wstrb,
  input  wire        s_axi_wvalid,
  output wire        s_axi_wready,
  output wire [1:0]  s_axi_bresp,
  output wire        s_axi_bvalid,
  input  wire        s_axi_bready,
  input  wire [7:0]  s_axi_araddr,
  input  wire        s_axi_arvalid,
  output wire        s_axi_arready,
  output wire [31:0] s_axi_rdata,
  output wire [1:0]  s_axi_rresp,
  output wire        s_axi_rvalid,
  input  wire        s_axi_rready,
  // the layer
  output wire        clear,
  output wire        halt,
  output wire        go,
  output wire        swap,
  output wire [15:0] images,
  input  wire        set_waiting,
  input  wire        output_idle,       // no beat on offer
  input  wire        image_done,        // an image's last beat has been taken
  input  wire        waits_for_input,
  input  wire        waits_for_output,
  input  wire        early_last,
  input  wire        late_last,
  input  wire        code_short,
  input  wire        code_long
);

  localparam [31:0] ID = 32'h5243434D;

  // ----- writes: a handshake takes two cycles

  reg write_ready_q, write_done_q;
  wire write         = write_ready_q;
  wire write_control = write && s_axi_awaddr[7:2] == 6'h02;
  wire write_status  = write && s_axi_awaddr[7:2] == 6'h03;
  wire write_images  = write && s_axi_awaddr[7:2] == 6'h04;

  always @(posedge aclk) begin
    if (!aresetn) begin
      write_ready_q <= 1'b0;
      write_done_q  <= 1'b0;
    end else begin
      write_ready_q <= !write_ready_q && s_axi_awvalid && s_axi_wvalid && (!write_done_q || s_axi_bready);
      write_done_q  <= write || (write_done_q && !s_axi_bready);
    end
  end

  assign s_axi_awready = write_ready_q;
  assign s_axi_wready  = write_ready_q;
  assign s_axi_bvalid  = write_done_q;
  assign s_axi_bresp   = 2'b00;

  // ----- states

  reg        reset_pending_q;
  reg        start_pending_q;
  reg        running_q;
  reg        done_q;
  reg        in_use_q;
  reg [3:0]  errors_q;  // early, late, short, long
  reg        failed_q;  // any of them, in a register of its own because much depends on it at once
  reg [15:0] images_q, goal_q, images_done_q;
  reg [31:0] cycles_q, stall_input_q, stall_output_q;
  wire       ends = running_q && images_done_q == goal_q;

  assign clear  = reset_pending_q && output_idle;
  assign halt   = reset_pending_q || failed_q;
  assign go     = start_pending_q && !running_q && (set_waiting || in_use_q) && !halt;
  assign swap   = start_pending_q && !running_q && set_waiting && !halt;  // go && set_waiting, in one LUT
  assign images = images_q;

  always @(posedge aclk) begin
    if (!aresetn || clear) begin
      reset_pending_q <= 1'b0;
      start_pending_q <= 1'b0;
      running_q       <= 1'b0;
      done_q          <= 1'b0;
      in_use_q        <= 1'b0;
      errors_q        <= 4'b0000;
      failed_q        <= 1'b0;
      images_q        <= 16'd1;
      images_done_q   <= 16'd0;
      cycles_q        <= 32'd0;
      stall_input_q   <= 32'd0;
      stall_output_q  <= 32'd0;
    end else begin
      reset_pending_q <= reset_pending_q || (write_control && s_axi_wdata[1]);
      start_pending_q <= (write_control && s_axi_wdata[0]) || (start_pending_q && !go);
      running_q       <= !halt && (go || (running_q && !ends));
      done_q          <= !go && (ends || (done_q && !(write_status && s_axi_wdata[1])));
      in_use_q        <= in_use_q || swap;
      errors_q        <= errors_q | {code_long, code_short, late_last, early_last};
      failed_q        <= failed_q || code_long || code_short || late_last || early_last;
      if (write_images) images_q <= (s_axi_wdata[15:0] == 16'd0) ? 16'd1 : s_axi_wdata[15:0];
      if (go) begin
        images_done_q  <= 16'd0;
        cycles_q       <= 32'd0;
        stall_input_q  <= 32'd0;
        stall_output_q <= 32'd0;
      end else begin
        if (image_done) images_done_q <= images_done_q + 1'b1;
        if (running_q) cycles_q <= cycles_q + 1'b1;
        if (waits_for_input) stall_input_q <= stall_input_q + 1'b1;
        if (waits_for_output) stall_output_q <= stall_output_q + 1'b1;
      end
    end
    if (go) goal_q <= images_q;
  end

  // ----- reads: a handshake takes two cycles

  localparam [31:0] IN_CHANNELS_WORD  = IN_CHANNELS;
  localparam [31:0] OUT_CHANNELS_WORD = OUT_CHANNELS;
  localparam [31:0] HEIGHT_WORD       = HEIGHT;
  localparam [31:0] WIDTH_WORD        = WIDTH;
  localparam [31:0] KERNEL_WORD       = KERNEL + 65536 * STRIDE;
  localparam [31:0] LANES_WORD        = LANES;
  localparam [31:0] ELEMENTS_WORD     = ELEMENTS;

  reg         read_ready_q, read_done_q;
  reg  [31:0] read_data_q;
  reg  [31:0] read_data;
  wire        busy   = running_q || start_pending_q || reset_pending_q;
  wire [31:0] status = {20'd0, errors_q, 4'd0, in_use_q, set_waiting, done_q, busy};

  always @* begin
    case (s_axi_araddr[7:2])
      6'h00:   read_data = ID;
      6'h01:   read_data = VERSION;
      6'h03:   read_data = status;
      6'h04:   read_data = {16'd0, images_q};
      6'h05:   read_data = cycles_q;
      6'h06:   read_data = stall_input_q;
      6'h07:   read_data = stall_output_q;
      6'h08:   read_data = {16'd0, images_done_q};
      6'h09:   read_data = IN_CHANNELS_WORD;
      6'h0A:   read_data = OUT_CHANNELS_WORD;
      6'h0B:   read_data = HEIGHT_WORD;
      6'h0C:   read_data = WIDTH_WORD;
      6'h0D:   read_data = KERNEL_WORD;
      6'h0E:   read_data = LANES_WORD;
      6'h0F:   read_data = ELEMENTS_WORD;
      default: read_data = 32'd0;
    endcase
  end

  always @(posedge aclk) begin
    if (read_ready_q) read_data_q <= read_data;
    if (!aresetn) begin
      read_ready_q <= 1'b0;
      read_done_q  <= 1'b0;
    end else begin
      read_ready_q <= !read_ready_q && s_axi_arvalid && (!read_done_q || s_axi_rready);
      read_done_q  <= read_ready_q || (read_done_q && !s_axi_rready);
    end
  end

  assign s_axi_arready = read_ready_q;
  assign s_axi_rvalid  = read_done_q;
  assign s_axi_rdata   = read_data_q;
  assign s_axi_rresp   = 2'b00;

  // Byte addresses within a word and strobes say nothing here.
  wire unused = &{1'b0, s_axi_awaddr[1:0], s_axi_araddr[1:0], s_axi_wstrb, s_axi_wdata[31:16]};

endmodule

`default_nettype wire
