// read_pointer: the read address of a memory of two halves, of which one is in use.
//
// step goes on by one, or with restart back from the last of USED places to the first. swap goes to the first place of
// the other half; it must come while the pointer stands at its half's first place. The first swap goes to the lower
// half.
`default_nettype none

module read_pointer #(
  parameter HALF         = 36,  // places of a half
  parameter USED         = 36,  // how many of them are read
  parameter ADDRESS_BITS = 7    // of 2 * HALF places
) (
  input  wire                    aclk,
  input  wire                    aresetn,
  input  wire                    swap,
  input  wire                    step,
  input  wire                    restart,
  output wire [ADDRESS_BITS-1:0] address
);

  localparam [31:0] UPPER      = HALF;
  localparam [31:0] TO_LOWER   = -HALF;
  localparam [31:0] TO_RESTART = 1 - USED;

  reg  [ADDRESS_BITS-1:0] address_q;
  reg                     upper_q;
  wire [ADDRESS_BITS-1:0] change = swap ? (upper_q ? TO_LOWER[ADDRESS_BITS-1:0] : UPPER[ADDRESS_BITS-1:0]) :
                                   restart ? TO_RESTART[ADDRESS_BITS-1:0] : {{(ADDRESS_BITS-1){1'b0}}, 1'b1};

  always @(posedge aclk) begin
    if (!aresetn) begin
      address_q <= UPPER[ADDRESS_BITS-1:0];
      upper_q   <= 1'b1;
    end else begin
      if (swap || step) address_q <= address_q + change;
      if (swap) upper_q <= !upper_q;
    end
  end

  assign address = address_q;

endmodule

`default_nettype wire
