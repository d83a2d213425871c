// element_model: ELEMENTS processing elements that multiply by the stored words themselves, as two's complement
// numbers.
//
// For tests of the shell. The finished sum is shown for exactly one cycle, ELEMENT_LATENCY cycles after its last beat;
// at all other times sums holds rubbish, so that a shell that reads it too early or too late is found out.
`default_nettype none

module element_model #(
  parameter LANES            = 4,
  parameter ELEMENTS         = 16,
  parameter INPUT_BITS       = 8,
  parameter WORD_BITS        = 4,
  parameter ACCUMULATOR_BITS = 20,
  parameter ELEMENT_LATENCY  = 4,  // at least 2, with LANE_SKEW at least LANES + 1
  parameter LANE_SKEW        = 0,
  parameter GROUP            = 36
) (
  input  wire                                  aclk,
  input  wire                                  aresetn,
  input  wire                                  beat_valid,
  input  wire                                  beat_first,
  input  wire [LANES*INPUT_BITS-1:0]           beat_x,
  input  wire [ELEMENTS*LANES*WORD_BITS-1:0]   beat_words,
  output wire [ELEMENTS*ACCUMULATOR_BITS-1:0]  sums
);

  localparam SKEW = (LANE_SKEW != 0) ? LANES - 1 : 0;

  wire valid, first;
  delay_line #(.WIDTH(1), .CYCLES(SKEW)) first_delay (.aclk(aclk), .d(beat_first), .q(first));
  delay_line #(.WIDTH(1), .CYCLES(SKEW)) valid_delay (.aclk(aclk), .d(beat_valid), .q(valid));

  wire [LANES*INPUT_BITS-1:0]         x;
  wire [ELEMENTS*LANES*WORD_BITS-1:0] words;
  genvar n;
  genvar p;
  generate
    for (p = 0; p < LANES; p = p + 1) begin : lane
      localparam WAIT = (LANE_SKEW != 0) ? LANES - 1 - p : 0;
      delay_line #(.WIDTH(INPUT_BITS), .CYCLES(WAIT)) x_delay (
        .aclk(aclk), .d(beat_x[p*INPUT_BITS +: INPUT_BITS]), .q(x[p*INPUT_BITS +: INPUT_BITS])
      );
      for (n = 0; n < ELEMENTS; n = n + 1) begin : element
        delay_line #(.WIDTH(WORD_BITS), .CYCLES(WAIT)) word_delay (
          .aclk(aclk), .d(beat_words[(n*LANES+p)*WORD_BITS +: WORD_BITS]), .q(words[(n*LANES+p)*WORD_BITS +: WORD_BITS])
        );
      end
    end
  endgenerate

  reg            valid_q, first_q, finished_q;
  reg     [31:0] beats_q;
  always @(posedge aclk) begin
    valid_q <= valid && aresetn;
    first_q <= first;
    finished_q <= valid_q && ((first_q ? 32'd0 : beats_q) == GROUP - 1);
    if (valid_q) beats_q <= first_q ? 32'd1 : beats_q + 32'd1;
  end

  generate
    for (n = 0; n < ELEMENTS; n = n + 1) begin : element
      reg signed [ACCUMULATOR_BITS-1:0] products, products_q, sum_q;
      integer i;
      always @* begin
        products = 0;
        for (i = 0; i < LANES; i = i + 1) begin
          products = products + $signed(x[i*INPUT_BITS +: INPUT_BITS]) *
                                $signed(words[(n*LANES+i)*WORD_BITS +: WORD_BITS]);
        end
      end
      always @(posedge aclk) begin
        products_q <= products;
        if (valid_q) sum_q <= first_q ? products_q : sum_q + products_q;
      end
      delay_line #(.WIDTH(ACCUMULATOR_BITS), .CYCLES(ELEMENT_LATENCY - 2 - SKEW)) sum_delay (
        .aclk(aclk), .d(finished_q ? sum_q : ~sum_q), .q(sums[n*ACCUMULATOR_BITS +: ACCUMULATOR_BITS])
      );
    end
  endgenerate

endmodule

`default_nettype wire
