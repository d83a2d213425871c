// carry_chain: the carry logic of WIDTH columns, of which the LUTs lie outside.
//
// sum[i] = propagate[i] xor carry into i; the carry out of i is the carry into it where propagate[i] is 1, else
// local_carry[i]. STYLE 1 instantiates CARRY4 (7-series), STYLE 2 CARRY8 (UltraScale and UltraScale+).
`default_nettype none

module carry_chain #(
  parameter WIDTH = 8,
  parameter STYLE = 1
) (
  input  wire [WIDTH-1:0] propagate,
  input  wire [WIDTH-1:0] local_carry,
  input  wire             carry_in,
  output wire [WIDTH-1:0] sum
);

  localparam BLOCK  = (STYLE == 2) ? 8 : 4;
  localparam BLOCKS = (WIDTH + BLOCK - 1) / BLOCK;

  wire [BLOCK*BLOCKS-1:0] all_propagate = {{(BLOCK*BLOCKS-WIDTH){1'b0}}, propagate};
  wire [BLOCK*BLOCKS-1:0] all_local     = {{(BLOCK*BLOCKS-WIDTH){1'b0}}, local_carry};
  wire [BLOCK*BLOCKS-1:0] all_sum;

  // One net a block, not one vector: see the models in rtl/sim.
  genvar b;
  generate
    for (b = 0; b < BLOCKS; b = b + 1) begin : block
      wire [BLOCK-1:0] carry;
      if (STYLE == 2) begin : carry8
        wire carry_into;
        if (b == 0) begin : first
          assign carry_into = carry_in;
        end else begin : later
          assign carry_into = block[b-1].carry[BLOCK-1];
        end
        (* DONT_TOUCH = "yes" *)
        CARRY8 chain (
          .CI(carry_into), .CI_TOP(1'b0),
          .DI(all_local[BLOCK*b +: BLOCK]), .S(all_propagate[BLOCK*b +: BLOCK]),
          .O(all_sum[BLOCK*b +: BLOCK]), .CO(carry)
        );
      end else if (b == 0) begin : carry4
        (* DONT_TOUCH = "yes" *)
        CARRY4 chain (
          .CI(1'b0), .CYINIT(carry_in),
          .DI(all_local[BLOCK*b +: BLOCK]), .S(all_propagate[BLOCK*b +: BLOCK]),
          .O(all_sum[BLOCK*b +: BLOCK]), .CO(carry)
        );
      end else begin : carry4
        (* DONT_TOUCH = "yes" *)
        CARRY4 chain (
          .CI(block[b-1].carry[BLOCK-1]), .CYINIT(1'b0),
          .DI(all_local[BLOCK*b +: BLOCK]), .S(all_propagate[BLOCK*b +: BLOCK]),
          .O(all_sum[BLOCK*b +: BLOCK]), .CO(carry)
        );
      end
      // Only the carry out of a block goes anywhere.
      wire unused = &{1'b0, carry};
    end
  endgenerate

  assign sum = all_sum[WIDTH-1:0];

  // What fills the last block up.
  wire unused = &{1'b0, all_sum};

endmodule

`default_nettype wire
