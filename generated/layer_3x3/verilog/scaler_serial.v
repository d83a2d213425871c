// scaler_serial: scaled = (a * factor + 2^(SHIFT-1)) >> SHIFT from one carry chain in FACTOR_BITS / 2 + 1 cycles a
// result.
//
// load takes a and factor and begins; the next load may come FACTOR_BITS / 2 + 1 cycles later. scaled holds the result
// FACTOR_BITS / 2 + 2 cycles after load, for that one cycle. One Booth digit a cycle as in scaler_array.
`default_nettype none

module scaler_serial #(
  parameter A_BITS      = 21,
  parameter FACTOR_BITS = 16,
  parameter SHIFT       = 16,  // at least 1
  parameter OUT_BITS    = 22,
  parameter STYLE       = 0
) (
  input  wire                   aclk,
  input  wire                   load,
  input  wire [A_BITS-1:0]      a,       // two's complement
  input  wire [FACTOR_BITS-1:0] factor,  // unsigned
  output wire [OUT_BITS-1:0]    scaled   // two's complement
);

  localparam DIGITS = FACTOR_BITS / 2 + 1;
  localparam WIDTH  = ((A_BITS > SHIFT) ? A_BITS : SHIFT) + 2;

  reg  [A_BITS-1:0]   a_q;
  reg  [2*DIGITS:0]   factor_q;   // with a 0 below its lowest bit
  reg  [WIDTH-1:0]    running_q;
  reg  [WIDTH-3:0]    result_q;   // the sum's upper bits, while running_q begins anew
  reg  [2*DIGITS-1:0] low_q;
  wire [WIDTH-1:0]    sum;

  booth_row #(.A_BITS(A_BITS), .WIDTH(WIDTH), .STYLE(STYLE)) row (
    .running(running_q), .a(a_q), .high(factor_q[2]), .middle(factor_q[1]), .low(factor_q[0]), .sum(sum)
  );

  always @(posedge aclk) begin
    if (load) begin
      a_q       <= a;
      factor_q  <= {{(2*DIGITS-FACTOR_BITS){1'b0}}, factor, 1'b0};
      running_q <= {{(WIDTH-1){1'b0}}, 1'b1} << (SHIFT - 1);
    end else begin
      factor_q  <= factor_q >> 2;
      running_q <= {{2{sum[WIDTH-1]}}, sum[WIDTH-1:2]};
    end
    result_q <= sum[WIDTH-1:2];
    low_q    <= {sum[1:0], low_q[2*DIGITS-1:2]};
  end

  wire [WIDTH-2+2*DIGITS-1:0] product = {result_q, low_q};
  wire [WIDTH-2+2*DIGITS+OUT_BITS-1:0] extended = {{OUT_BITS{result_q[WIDTH-3]}}, product};
  assign scaled = extended[SHIFT +: OUT_BITS];

  // What lies below the rounded result.
  wire unused = &{1'b0, extended};

endmodule

`default_nettype wire
