// loop_counter: one of several nested loops. last is high in the last of COUNT rounds; step ends a round.
//
// Counts down from COUNT - 2 to -1, so that the sign says "last" and nothing is compared.
`default_nettype none

module loop_counter #(
  parameter COUNT = 4  // rounds, at least 1
) (
  input  wire aclk,
  input  wire aresetn,
  input  wire step,
  output wire last
);

  generate
    if (COUNT == 1) begin : single
      assign last = 1'b1;
      wire unused = &{1'b0, aclk, aresetn, step};
    end else begin : several
      localparam BITS = $clog2(COUNT - 1) + 1;
      localparam [31:0] BEGIN = COUNT - 2;
      reg [BITS-1:0] left_q;
      always @(posedge aclk) begin
        if (!aresetn || (step && last)) left_q <= BEGIN[BITS-1:0];
        else if (step) left_q <= left_q - 1'b1;
      end
      assign last = left_q[BITS-1];
    end
  endgenerate

endmodule

`default_nettype wire
