// pool_sequencer: where a beat of an image belongs when KERNEL x KERNEL squares of pixels become one pixel each.
//
// For the beat that step takes: address is the output column's place in a memory of a row of output pixels, first and
// complete mark the first and the last beat of a square, last_of_image the image's last beat. The squares do not
// overlap, and KERNEL divides HEIGHT and WIDTH.
`default_nettype none

module pool_sequencer #(
  parameter HEIGHT       = 8,
  parameter WIDTH        = 8,
  parameter KERNEL       = 2,
  parameter FOLDS        = 4,  // beats a pixel
  parameter ADDRESS_BITS = 4   // of WIDTH / KERNEL * FOLDS places
) (
  input  wire                    aclk,
  input  wire                    aresetn,
  input  wire                    step,
  output wire [ADDRESS_BITS-1:0] address,
  output wire                    first,
  output wire                    complete,
  output wire                    last_of_image
);

  localparam [31:0] TO_PIXEL = 1 - FOLDS;

  wire fold_last, x_last, column_last, y_last, row_last;
  wire pixel_end  = step && fold_last;
  wire square_end = pixel_end && x_last;
  wire line_end   = square_end && column_last;
  wire row_end    = line_end && y_last;

  loop_counter #(.COUNT(FOLDS)) fold_count (.aclk(aclk), .aresetn(aresetn), .step(step), .last(fold_last));
  loop_counter #(.COUNT(KERNEL)) xs (.aclk(aclk), .aresetn(aresetn), .step(pixel_end), .last(x_last));
  loop_counter #(.COUNT(WIDTH / KERNEL)) columns (
    .aclk(aclk), .aresetn(aresetn), .step(square_end), .last(column_last)
  );
  loop_counter #(.COUNT(KERNEL)) ys (.aclk(aclk), .aresetn(aresetn), .step(line_end), .last(y_last));
  loop_counter #(.COUNT(HEIGHT / KERNEL)) rows (.aclk(aclk), .aresetn(aresetn), .step(row_end), .last(row_last));

  reg  [ADDRESS_BITS-1:0] address_q;
  reg                     x_first_q, y_first_q;
  wire [ADDRESS_BITS-1:0] change = (fold_last && !x_last) ? TO_PIXEL[ADDRESS_BITS-1:0]
                                                          : {{(ADDRESS_BITS-1){1'b0}}, 1'b1};

  always @(posedge aclk) begin
    if (!aresetn) begin
      address_q <= {ADDRESS_BITS{1'b0}};
      x_first_q <= 1'b1;
      y_first_q <= 1'b1;
    end else begin
      if (line_end) address_q <= {ADDRESS_BITS{1'b0}};
      else if (step) address_q <= address_q + change;
      if (pixel_end) x_first_q <= x_last;
      if (line_end) y_first_q <= y_last;
    end
  end

  assign address       = address_q;
  assign first         = x_first_q && y_first_q;
  assign complete      = x_last && y_last;
  assign last_of_image = fold_last && x_last && column_last && y_last && row_last;

endmodule

`default_nettype wire
