// two_port_memory: one port writes, the other reads. data is memory[read_address] of the cycle before.
//
// A place that is written in the same cycle reads as anything; the units that use this memory never do so.
`default_nettype none

module two_port_memory #(
  parameter WIDTH        = 8,
  parameter DEPTH        = 1024,
  parameter ADDRESS_BITS = 10,
  parameter IN_BLOCK_RAM = 1  // 1: block RAM, 0: distributed RAM
) (
  input  wire                    aclk,
  input  wire                    write,
  input  wire [ADDRESS_BITS-1:0] write_address,
  input  wire [WIDTH-1:0]        write_data,
  input  wire [ADDRESS_BITS-1:0] read_address,  // DEPTH and above read as anything
  output wire [WIDTH-1:0]        data
);

  reg [WIDTH-1:0] data_q;

  generate
    if (IN_BLOCK_RAM != 0) begin : block_ram
      (* ram_style = "block" *)
      reg [WIDTH-1:0] memory [0:DEPTH-1];
      always @(posedge aclk) begin
        if (write) memory[write_address] <= write_data;
        data_q <= memory[read_address];
      end
    end else begin : distributed_ram
      (* ram_style = "distributed" *)
      reg [WIDTH-1:0] memory [0:DEPTH-1];
      always @(posedge aclk) begin
        if (write) memory[write_address] <= write_data;
        data_q <= memory[read_address];
      end
    end
  endgenerate

  assign data = data_q;

endmodule

`default_nettype wire
