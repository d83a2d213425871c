// CARRY4: 4 bits of a carry chain. For simulation only; synthesis has the vendor's own.
// The carries are scalars: Verilator 5.006 silently computes wrong values for a vector whose bits depend on each other.
`default_nettype none

module CARRY4 (
  output wire [3:0] O,       // sum: S xor carry
  output wire [3:0] CO,      // carry out of each bit
  input  wire       CI,      // carry from the block below
  input  wire       CYINIT,  // carry into a chain's first block; the other of the two is 0
  input  wire [3:0] DI,      // carry where S is 0
  input  wire [3:0] S        // propagate
);

  wire c0 = CI | CYINIT;
  wire c1 = S[0] ? c0 : DI[0];
  wire c2 = S[1] ? c1 : DI[1];
  wire c3 = S[2] ? c2 : DI[2];
  wire c4 = S[3] ? c3 : DI[3];

  assign O  = S ^ {c3, c2, c1, c0};
  assign CO = {c4, c3, c2, c1};

endmodule

`default_nettype wire
