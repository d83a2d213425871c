{{> templates/layer/header}}

`default_nettype none
`timescale 1ns / 1ps

module {{module}};

  // Where the memory images are, and how much of a simulation may pass without progress.
  parameter FOLDER = "images/";
  parameter SEED   = 1;
  parameter LIMIT  = {{limit}};

  localparam INPUTS  = {{inputs}};
  localparam CODES   = {{codes}};
  localparam OUTPUTS = {{outputs}};
  localparam COMMANDS = {{commands}};

  // A beat is its TLAST in the highest digit and its data below.
  reg [{{input_high}}:0] inputs [0:INPUTS-1];
  reg [67:0] codes [0:CODES-1];
  reg [{{output_high}}:0] outputs [0:OUTPUTS-1];
  reg [103:0] commands [0:COMMANDS-1];

  reg aclk = 1'b0;
  reg aresetn = 1'b0;
  always #2 aclk = ~aclk;

  reg  [{{in_high}}:0] s_axis_tdata;
  reg  s_axis_tvalid = 1'b0;
  wire s_axis_tready;
  reg  s_axis_tlast;
  reg  [63:0] s_axis_code_tdata;
  reg  s_axis_code_tvalid = 1'b0;
  wire s_axis_code_tready;
  reg  s_axis_code_tlast;
  wire [{{out_high}}:0] m_axis_tdata;
  wire m_axis_tvalid;
  reg  m_axis_tready = 1'b0;
  wire m_axis_tlast;
  reg  [7:0] s_axi_awaddr;
  reg  s_axi_awvalid = 1'b0;
  wire s_axi_awready;
  reg  [31:0] s_axi_wdata;
  reg  s_axi_wvalid = 1'b0;
  wire s_axi_wready;
  wire [1:0] s_axi_bresp;
  wire s_axi_bvalid;
  reg  [7:0] s_axi_araddr;
  reg  s_axi_arvalid = 1'b0;
  wire s_axi_arready;
  wire [31:0] s_axi_rdata;
  wire [1:0] s_axi_rresp;
  wire s_axi_rvalid;

  {{top}} dut (
    .aclk(aclk), .aresetn(aresetn),
    .s_axis_tdata(s_axis_tdata), .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready),
    .s_axis_tlast(s_axis_tlast),
    .s_axis_code_tdata(s_axis_code_tdata), .s_axis_code_tvalid(s_axis_code_tvalid),
    .s_axis_code_tready(s_axis_code_tready), .s_axis_code_tlast(s_axis_code_tlast),
    .m_axis_tdata(m_axis_tdata), .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready),
    .m_axis_tlast(m_axis_tlast),
    .s_axi_awaddr(s_axi_awaddr), .s_axi_awvalid(s_axi_awvalid), .s_axi_awready(s_axi_awready),
    .s_axi_wdata(s_axi_wdata), .s_axi_wstrb(4'hF), .s_axi_wvalid(s_axi_wvalid), .s_axi_wready(s_axi_wready),
    .s_axi_bresp(s_axi_bresp), .s_axi_bvalid(s_axi_bvalid), .s_axi_bready(1'b1),
    .s_axi_araddr(s_axi_araddr), .s_axi_arvalid(s_axi_arvalid), .s_axi_arready(s_axi_arready),
    .s_axi_rdata(s_axi_rdata), .s_axi_rresp(s_axi_rresp), .s_axi_rvalid(s_axi_rvalid), .s_axi_rready(1'b1)
  );

  // How often each stream pauses, in 256ths of its cycles.
  reg [7:0] input_pause = 8'd0;
  reg [7:0] code_pause = 8'd0;
  reg [7:0] output_pause = 8'd0;
  reg [31:0] random = SEED;
  always @(posedge aclk) begin : draw
    reg [31:0] next;
    next = random ^ (random << 13);
    next = next ^ (next >> 17);
    random <= next ^ (next << 5);
  end

  // ===== streams: the commands raise the limits, the streams follow
  integer input_index = 0, input_limit = 0;
  integer code_index = 0, code_limit = 0;
  integer output_index = 0;
  integer input_place = 0, code_place = 0, output_place = 0;
  reg is_placed = 1'b0;
  reg is_held = 1'b1;  // nothing is offered or taken
  reg is_checked = 1'b1;
  integer checked = 0;
  integer idle = 0;
  integer progress = 0;

  integer input_next, code_next;
  always @(posedge aclk) begin : input_stream
    input_next = input_index;
    if (s_axis_tvalid && s_axis_tready) input_next = input_next + 1;
    if (is_held) begin
      s_axis_tvalid <= 1'b0;
    end else if (!s_axis_tvalid || s_axis_tready) begin
      s_axis_tvalid <= (input_next < input_limit) && (random[7:0] >= input_pause);
      if (input_next < INPUTS) begin
        s_axis_tdata <= inputs[input_next][{{in_high}}:0];
        s_axis_tlast <= inputs[input_next][{{input_last}}];
      end
    end
    if (is_placed) input_index <= input_place;
    else if (!is_held) input_index <= input_next;
  end

  always @(posedge aclk) begin : code_stream
    code_next = code_index;
    if (s_axis_code_tvalid && s_axis_code_tready) code_next = code_next + 1;
    if (is_held) begin
      s_axis_code_tvalid <= 1'b0;
    end else if (!s_axis_code_tvalid || s_axis_code_tready) begin
      s_axis_code_tvalid <= (code_next < code_limit) && (random[15:8] >= code_pause);
      if (code_next < CODES) begin
        s_axis_code_tdata <= codes[code_next][63:0];
        s_axis_code_tlast <= codes[code_next][64];
      end
    end
    if (is_placed) code_index <= code_place;
    else if (!is_held) code_index <= code_next;
  end

  reg [{{out_high}}:0] waiting_data;
  reg waiting_last;
  reg is_waiting = 1'b0;
  always @(posedge aclk) begin : output_stream
    m_axis_tready <= !is_held && (random[23:16] >= output_pause);
    if (aresetn && is_waiting && !(m_axis_tvalid && m_axis_tdata === waiting_data && m_axis_tlast === waiting_last)) begin
      $display("rccm-failed beat %0d at m_axis was withdrawn or changed before it was taken", output_index);
      $finish;
    end
    is_waiting <= aresetn && !is_held && m_axis_tvalid && !m_axis_tready;
    waiting_data <= m_axis_tdata;
    waiting_last <= m_axis_tlast;
    if (is_placed) begin
      output_index <= output_place;
    end else if (!is_held && m_axis_tvalid && m_axis_tready) begin
      if (is_checked) begin
        if (output_index >= OUTPUTS) begin
          $display("rccm-failed beat %0d at m_axis is one too many", output_index);
          $finish;
        end else if (m_axis_tdata !== outputs[output_index][{{out_high}}:0]
                     || m_axis_tlast !== outputs[output_index][{{output_last}}]) begin
          $display("rccm-failed beat %0d at m_axis is %h, last %b, not %h, last %b", output_index, m_axis_tdata,
                   m_axis_tlast, outputs[output_index][{{out_high}}:0], outputs[output_index][{{output_last}}]);
          $finish;
        end
        checked <= checked + 1;
      end
      output_index <= output_index + 1;
    end
  end

  // ===== commands
  integer number;
  reg [7:0] operation;
  reg [31:0] a, b, c;
  reg [31:0] value;

  task fail(input [1023:0] what);
    begin
      $display("rccm-failed command %0d: %0s", number, what);
      $finish;
    end
  endtask

  task tick;
    begin
      @(posedge aclk);
      idle = idle + 1;
      if (progress != input_index + code_index + output_index) begin
        progress = input_index + code_index + output_index;
        idle = 0;
      end
      if (idle > LIMIT) fail("nothing moves any more");
    end
  endtask

  task write_register(input [31:0] address, input [31:0] data);
    begin
      s_axi_awaddr <= address[7:0];
      s_axi_wdata <= data;
      s_axi_awvalid <= 1'b1;
      s_axi_wvalid <= 1'b1;
      tick;
      while (s_axi_awvalid || s_axi_wvalid) begin
        if (s_axi_awready) s_axi_awvalid <= 1'b0;
        if (s_axi_wready) s_axi_wvalid <= 1'b0;
        tick;
      end
      while (!s_axi_bvalid) tick;
    end
  endtask

  task read_register(input [31:0] address);
    begin
      s_axi_araddr <= address[7:0];
      s_axi_arvalid <= 1'b1;
      tick;
      while (!s_axi_arready) tick;
      s_axi_arvalid <= 1'b0;
      while (!s_axi_rvalid) tick;
      value = s_axi_rdata;
      tick;
    end
  endtask

  initial begin
    $readmemh({FOLDER, "inputs.hex"}, inputs);
    $readmemh({FOLDER, "codes.hex"}, codes);
    $readmemh({FOLDER, "outputs.hex"}, outputs);
    $readmemh({FOLDER, "commands.hex"}, commands);
    repeat (4) tick;
    for (number = 0; number < COMMANDS; number = number + 1) begin
      {operation, a, b, c} = commands[number];
      case (operation)
        8'h01: write_register(a, b);
        8'h02: begin  // until register a, masked by c, is b
          read_register(a);
          while ((value & c) != b) read_register(a);
        end
        8'h03: begin
          read_register(a);
          if ((value & c) != b) begin
            $display("rccm-failed command %0d: register %h is %0d, not %0d", number, a[7:0], value & c, b);
            $finish;
          end
        end
        8'h04: code_limit <= a;
        8'h05: input_limit <= a;
        8'h06: while (code_index < a) tick;
        8'h07: while (input_index < a) tick;
        8'h08: while (output_index < a) tick;
        8'h09: begin  // streams to other places
          input_place <= a;
          input_limit <= a;
          code_place <= b;
          code_limit <= b;
          output_place <= c;
          is_placed <= 1'b1;
          tick;
          is_placed <= 1'b0;
          tick;
        end
        8'h0A: repeat (a) tick;
        8'h0B: begin
          aresetn <= a[0];
          is_held <= !a[0];
          tick;
        end
        8'h0C: begin
          input_pause <= a[7:0];
          code_pause <= b[7:0];
          output_pause <= c[7:0];
        end
        8'h0D: is_checked <= a[0];
        8'h0F: if (output_index != a) fail("another number of beats at m_axis than there should be");
        default: fail("is unknown");
      endcase
    end
    $display("rccm-checked %0d", checked);
    $finish;
  end

endmodule

`default_nettype wire
