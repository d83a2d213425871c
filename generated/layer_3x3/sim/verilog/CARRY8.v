// CARRY8: 8 bits of a carry chain. For simulation only; synthesis has the vendor's own.
// The carries are scalars: Verilator 5.006 silently computes wrong values for a vector whose bits depend on each other.
`default_nettype none

module CARRY8 #(
  parameter CARRY_TYPE = "SINGLE_CY8"  // the one type that this model knows
) (
  output wire [7:0] O,       // sum: S xor carry
  output wire [7:0] CO,      // carry out of each bit
  input  wire       CI,      // carry from the block below, or into the chain
  input  wire       CI_TOP,  // carry into bit 4 of a dual block, unused here
  input  wire [7:0] DI,      // carry where S is 0
  input  wire [7:0] S        // propagate
);

  wire c0 = CI;
  wire c1 = S[0] ? c0 : DI[0];
  wire c2 = S[1] ? c1 : DI[1];
  wire c3 = S[2] ? c2 : DI[2];
  wire c4 = S[3] ? c3 : DI[3];
  wire c5 = S[4] ? c4 : DI[4];
  wire c6 = S[5] ? c5 : DI[5];
  wire c7 = S[6] ? c6 : DI[6];
  wire c8 = S[7] ? c7 : DI[7];

  assign O  = S ^ {c7, c6, c5, c4, c3, c2, c1, c0};
  assign CO = {c8, c7, c6, c5, c4, c3, c2, c1};

  // Carries from outside enter at bit 4 only in a dual block.
  wire unused = &{1'b0, CI_TOP};

  // synthesis translate_off
  initial begin
    if (CARRY_TYPE != "SINGLE_CY8") begin
      $display("CARRY8: CARRY_TYPE %s has no simulation model", CARRY_TYPE);
      $finish;
    end
  end
  // synthesis translate_on

endmodule

`default_nettype wire
