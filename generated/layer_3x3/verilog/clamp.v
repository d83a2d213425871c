// clamp: y = value limited to LOW .. HIGH. Latency 2 cycles: first what is out of range is found, then replaced, which
// the registers' set and reset do.
`default_nettype none

module clamp #(
  parameter VALUE_BITS  = 22,
  parameter OUTPUT_BITS = 8,
  parameter LOW         = 0,    // LOW and HIGH fit into OUTPUT_BITS, as two's complement if LOW is negative
  parameter HIGH        = 255
) (
  input  wire                   aclk,
  input  wire [VALUE_BITS-1:0]  value,  // two's complement
  output wire [OUTPUT_BITS-1:0] y
);

  // Bits above OUTPUT_BITS decide most of it: all must equal the sign.
  localparam WIDE_BITS = ((VALUE_BITS > OUTPUT_BITS) ? VALUE_BITS : OUTPUT_BITS) + 1;
  localparam HIGH_IS_LIMIT = (HIGH == (1 << (OUTPUT_BITS - ((LOW < 0) ? 1 : 0))) - 1);
  localparam LOW_IS_LIMIT  = (LOW == 0) || (LOW == -(1 << (OUTPUT_BITS - 1)));
  localparam KEPT = OUTPUT_BITS - ((LOW < 0) ? 1 : 0);  // value bits of the result beside a sign
  localparam [31:0] LOW_WORD  = LOW;
  localparam [31:0] HIGH_WORD = HIGH;

  wire [WIDE_BITS-1:0] wide = {{(WIDE_BITS-VALUE_BITS){value[VALUE_BITS-1]}}, value};
  wire                 sign = wide[WIDE_BITS-1];
  wire                 over = !sign && (|wide[WIDE_BITS-1:KEPT]);
  wire                 under = sign && !(&wide[WIDE_BITS-1:KEPT]);

  // In the range of OUTPUT_BITS with a sign; what is not is flagged by over or under.
  wire signed [KEPT:0] near      = wide[KEPT:0];
  wire signed [KEPT:0] near_low  = LOW_WORD[KEPT:0];
  wire signed [KEPT:0] near_high = HIGH_WORD[KEPT:0];

  reg                   over_q, under_q;
  reg [OUTPUT_BITS-1:0] value_q;
  reg [OUTPUT_BITS-1:0] y_q;

  always @(posedge aclk) begin
    value_q <= wide[OUTPUT_BITS-1:0];
    over_q  <= over || (!HIGH_IS_LIMIT && !sign && near > near_high);
    under_q <= (LOW == 0) ? sign : (under || (!LOW_IS_LIMIT && (LOW > 0 || sign) && !over && near < near_low));
    if (over_q) y_q <= HIGH_WORD[OUTPUT_BITS-1:0];
    else if (under_q) y_q <= LOW_WORD[OUTPUT_BITS-1:0];
    else y_q <= value_q;
  end

  assign y = y_q;

endmodule

`default_nettype wire
