// Compares the simulation models with the functions they stand for: LUTs with shifted tables, carry blocks with the
// addition that they are part of. Prints "errors: 0" at the end.

module check_lut;
  reg [63:0] address;
  integer errors = 0;
  reg finished = 0;
  genvar i;
  generate
    for (i = 0; i < 16; i = i + 1) begin : table_of
      // Words without a pattern that a wrong pin order could share.
      localparam [63:0] INIT = 64'h9E3779B97F4A7C15 * (2 * i + 1) ^ (64'hD1B54A32D192ED03 >> i);
      wire o1, o2, o3, o4, o5, o6, o6_2, o5_2;
      LUT1 #(.INIT(INIT[1:0])) lut1 (.O(o1), .I0(address[0]));
      LUT2 #(.INIT(INIT[3:0])) lut2 (.O(o2), .I0(address[0]), .I1(address[1]));
      LUT3 #(.INIT(INIT[7:0])) lut3 (.O(o3), .I0(address[0]), .I1(address[1]), .I2(address[2]));
      LUT4 #(.INIT(INIT[15:0])) lut4 (
        .O(o4), .I0(address[0]), .I1(address[1]), .I2(address[2]), .I3(address[3])
      );
      LUT5 #(.INIT(INIT[31:0])) lut5 (
        .O(o5), .I0(address[0]), .I1(address[1]), .I2(address[2]), .I3(address[3]), .I4(address[4])
      );
      LUT6 #(.INIT(INIT)) lut6 (
        .O(o6), .I0(address[0]), .I1(address[1]), .I2(address[2]), .I3(address[3]), .I4(address[4]), .I5(address[5])
      );
      LUT6_2 #(.INIT(INIT)) lut6_2 (
        .O6(o6_2), .O5(o5_2),
        .I0(address[0]), .I1(address[1]), .I2(address[2]), .I3(address[3]), .I4(address[4]), .I5(address[5])
      );
      wire [7:0] got = {o5_2, o6_2, o6, o5, o4, o3, o2, o1};
      wire [63:0] s1 = INIT >> (address % 2), s2 = INIT >> (address % 4), s3 = INIT >> (address % 8);
      wire [63:0] s4 = INIT >> (address % 16), s5 = INIT >> (address % 32), s6 = INIT >> address;
      wire [7:0] wanted = {s5[0], s6[0], s6[0], s5[0], s4[0], s3[0], s2[0], s1[0]};
    end
  endgenerate
  wire [15:0] wrong;
  generate
    for (i = 0; i < 16; i = i + 1) begin : compare
      assign wrong[i] = table_of[i].got !== table_of[i].wanted;
    end
  endgenerate
  initial begin
    for (address = 0; address < 64; address = address + 1) begin
      #1 if (wrong != 0) errors = errors + 1;
    end
    finished = 1;
  end
endmodule

// With DI = a and S = a xor b, a carry block adds a, b and the carry.
module check_carry #(parameter WIDTH = 4);
  reg [WIDTH-1:0] a, b;
  reg carry, from_fabric;
  wire [WIDTH-1:0] sum, carry_out;
  integer i, position, errors = 0;
  reg finished = 0;
  reg [WIDTH:0] total;
  generate
    if (WIDTH == 4) begin : carry4
      CARRY4 block (
        .CI(carry & !from_fabric), .CYINIT(carry & from_fabric), .DI(a), .S(a ^ b), .O(sum), .CO(carry_out)
      );
    end else begin : carry8
      CARRY8 #(.CARRY_TYPE("SINGLE_CY8")) block (
        .CI(carry), .CI_TOP(1'b0), .DI(a), .S(a ^ b), .O(sum), .CO(carry_out)
      );
    end
  endgenerate
  initial begin
    for (i = 0; i < 1 << (2 * WIDTH + 2); i = i + 1) begin
      {from_fabric, carry, b, a} = i;
      #1 total = a + b + carry;
      if (sum !== total[WIDTH-1:0]) errors = errors + 1;
      for (position = 0; position < WIDTH; position = position + 1) begin
        // The carry out of a bit is what the sum of the bits up to it has above them.
        total = (a % (2 << position)) + (b % (2 << position)) + carry;
        if (carry_out[position] !== total[position + 1]) errors = errors + 1;
      end
    end
    finished = 1;
  end
endmodule

module models_testbench;
  check_lut luts ();
  check_carry #(.WIDTH(4)) carry4 ();
  check_carry #(.WIDTH(8)) carry8 ();
  initial begin
    wait (luts.finished && carry4.finished && carry8.finished);
    $display("errors: %0d", luts.errors + carry4.errors + carry8.errors);
    $finish;
  end
endmodule
