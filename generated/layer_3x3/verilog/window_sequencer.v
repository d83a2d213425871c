// window_sequencer: walks over the output image and says, cycle by cycle, which beat the processing elements get.
//
// The loops, outermost first: image, output row, output column, output fold, kernel row, and the KERNEL * IN_FOLDS
// beats of a kernel row, which lie one behind the other in the row buffer. One beat a cycle, without a pause between
// groups, pixels or rows, except
//   - before an output row until the input rows it needs are stored, and two cycles after the row before began;
//   - before a group's last beat while may_finish is low.
// A row slot's rows are released when the last output row that needs them ends, at the image's end all of them.
//
// An address is a slot's base plus a column; both change by constants. What lies outside the image is marked zero.
`default_nettype none

module window_sequencer #(
  parameter IN_FOLDS     = 4,
  parameter OUT_FOLDS    = 1,
  parameter HEIGHT       = 8,
  parameter WIDTH        = 8,
  parameter KERNEL       = 3,
  parameter STRIDE       = 1,
  parameter PAD_TOP      = 1,
  parameter PAD_LEFT     = 1,
  parameter OUT_HEIGHT   = 8,
  parameter OUT_WIDTH    = 8,
  parameter ROW_SLOTS    = 4,
  parameter SLOT_BITS    = 3,  // holds ROW_SLOTS
  parameter ADDRESS_BITS = 7   // of ROW_SLOTS * WIDTH * IN_FOLDS words
) (
  input  wire                    aclk,
  input  wire                    aresetn,
  input  wire                    halt,          // ends the run
  input  wire                    start,         // begins a run over so many images
  input  wire [15:0]             images,        // at least 1
  input  wire                    row_stored,
  output wire [SLOT_BITS:0]      rows_released,  // less one
  input  wire                    may_finish,
  output wire                    finish,        // a group's last beat is issued
  output wire                    finish_last_fold,
  output wire [ADDRESS_BITS-1:0] read_address,
  output wire                    read_zero,
  output wire                    code_step,     // this cycle's read of the stored words was the beat's own
  output wire                    code_restart,  // with code_step: it was the pixel's last
  // Two cycles after read_address:
  output wire                    beat_valid,
  output wire                    beat_first,    // of a group
  output wire                    beat_last,     // of a group
  output wire                    beat_last_fold,
  output wire                    beat_last_of_image,
  output wire                    waits_for_input,
  output wire                    waits_for_output
);

  localparam ROW_WORDS = WIDTH * IN_FOLDS;
  localparam TAP_ROW   = KERNEL * IN_FOLDS;
  localparam REACH     = (KERNEL > STRIDE) ? KERNEL : STRIDE;

  // Input rows that output row n waits for, counted from the image's first.
  function integer rows_wanted(input integer n);
    begin
      rows_wanted = n * STRIDE - PAD_TOP + REACH;
      if (n >= OUT_HEIGHT - 1 || rows_wanted > HEIGHT) rows_wanted = HEIGHT;
    end
  endfunction

  // The first output row that waits for all of them.
  function integer first_wanting_all(input integer unused);
    integer n;
    begin
      n = 0;
      while (rows_wanted(n) < HEIGHT) n = n + 1;
      first_wanting_all = n + 0 * unused;
    end
  endfunction

  // The first input row that output row n needs.
  function integer first_row(input integer n);
    first_row = (n * STRIDE > PAD_TOP) ? n * STRIDE - PAD_TOP : 0;
  endfunction

  // ----- loops

  wire tap_row_last, kernel_last, fold_last, column_last, next_row_last;
  reg  row_active_q;     // an output row is being issued
  reg  row_last_q;       // it is its image's last
  wire group_last = tap_row_last && kernel_last;
  wire advance    = row_active_q && (may_finish || !group_last);
  wire row_step   = advance && tap_row_last;
  wire group_end  = advance && group_last;
  wire pixel_end  = group_end && fold_last;
  wire row_end    = pixel_end && column_last;
  wire row_start;

  loop_counter #(.COUNT(TAP_ROW)) tap_row (.aclk(aclk), .aresetn(aresetn), .step(advance), .last(tap_row_last));
  loop_counter #(.COUNT(KERNEL)) kernel_rows (.aclk(aclk), .aresetn(aresetn), .step(row_step), .last(kernel_last));
  loop_counter #(.COUNT(OUT_FOLDS)) folds (.aclk(aclk), .aresetn(aresetn), .step(group_end), .last(fold_last));
  loop_counter #(.COUNT(OUT_WIDTH)) columns (.aclk(aclk), .aresetn(aresetn), .step(pixel_end), .last(column_last));
  // Counts rows that begin, so that it is one ahead: what the next row needs is known before it begins.
  loop_counter #(.COUNT(OUT_HEIGHT)) rows (.aclk(aclk), .aresetn(aresetn), .step(row_start), .last(next_row_last));

  // ----- rows and images

  localparam ROW_BITS     = $clog2(OUT_HEIGHT + 1);
  localparam BALANCE_BITS = $clog2(ROW_SLOTS + REACH + 2) + 1;
  localparam [31:0] BALANCE_BEGIN = -rows_wanted(0);

  reg  [ROW_BITS-1:0]     next_row_q;     // index of the row that begins next
  reg  [BALANCE_BITS-1:0] balance_q;      // rows stored less rows it waits for: the sign says "wait"
  reg  [BALANCE_BITS-1:0] more_wanted_q;  // what the row after it waits for beyond that, negative
  reg  [SLOT_BITS:0]      next_release_q; // rows that it releases, less one
  reg  [SLOT_BITS:0]      release_q;      // rows that the active row releases, less one
  reg  [SLOT_BITS:0]      released_q;     // less one
  reg  [KERNEL-1:0]       next_inside_q;  // which of its kernel rows lie inside the image
  reg  [KERNEL-1:0]       inside_q;       // the active row's, the current kernel row's lowest
  reg                     rows_left_q;    // the run has rows that have not begun
  reg  [15:0]             images_left_q;
  reg                     last_image_q;
  reg                     started_q;      // a row has just begun: balance_q does not know of it
  reg                     settling_q;     // what depends on next_row_q and images_left_q is not yet right

  assign row_start = rows_left_q && !settling_q && !balance_q[BALANCE_BITS-1] && (!row_active_q || row_end);

  // What the row after next_row_q adds to the rows that are waited for, and what next_row_q releases and touches. Only
  // the rows at the borders differ from the others, so that this is a few comparisons with constants.
  localparam ALL_ROW     = first_wanting_all(0);
  localparam RELEASE_ROW = PAD_TOP / STRIDE;  // the first row that releases any
  localparam [31:0] WANTED_FIRST   = -rows_wanted(0);
  localparam [31:0] WANTED_STRIDE  = -STRIDE;
  localparam [31:0] WANTED_PARTIAL = rows_wanted(ALL_ROW - 1) - rows_wanted(ALL_ROW);
  localparam [31:0] RELEASE_FIRST  = first_row(RELEASE_ROW + 1) - 1;
  localparam [31:0] RELEASE_STRIDE = STRIDE - 1;
  localparam [31:0] RELEASE_LAST   = HEIGHT - first_row(OUT_HEIGHT - 1) - 1;

  // row >= bound, without the carry chain that a comparison is made of: rows are few bits.
  function reaches(input [ROW_BITS-1:0] row, input integer bound);
    integer i;
    begin
      reaches = bound < (1 << ROW_BITS);
      for (i = 0; i < ROW_BITS; i = i + 1) begin
        reaches = (((bound >> i) & 1) != 0) ? (row[i] && reaches) : (row[i] || reaches);
      end
      if (bound <= 0) reaches = 1'b1;
    end
  endfunction

  always @(posedge aclk) begin
    if (next_row_last) more_wanted_q <= WANTED_FIRST[BALANCE_BITS-1:0];
    else if (!reaches(next_row_q, ALL_ROW - 1)) more_wanted_q <= WANTED_STRIDE[BALANCE_BITS-1:0];
    else if (!reaches(next_row_q, ALL_ROW)) more_wanted_q <= WANTED_PARTIAL[BALANCE_BITS-1:0];
    else more_wanted_q <= {BALANCE_BITS{1'b0}};

    if (next_row_last) next_release_q <= RELEASE_LAST[SLOT_BITS:0];
    else if (!reaches(next_row_q, RELEASE_ROW)) next_release_q <= {(SLOT_BITS+1){1'b1}};
    else if (!reaches(next_row_q, RELEASE_ROW + 1)) next_release_q <= RELEASE_FIRST[SLOT_BITS:0];
    else next_release_q <= RELEASE_STRIDE[SLOT_BITS:0];
  end

  // One adder: row_stored is its carry.
  wire [BALANCE_BITS:0] balance_sum = {balance_q, 1'b1} +
                                      {started_q ? more_wanted_q : {BALANCE_BITS{1'b0}}, row_stored};

  genvar k;
  generate
    for (k = 0; k < KERNEL; k = k + 1) begin : kernel_row
      // Rows next_row * STRIDE - PAD_TOP + k, compared in the unit of output rows.
      localparam FROM = (PAD_TOP > k) ? (PAD_TOP - k + STRIDE - 1) / STRIDE : 0;
      // Rounded down: an image lower than the kernel never comes to its last rows.
      localparam TO   = (PAD_TOP + HEIGHT - 1 - k + KERNEL * STRIDE) / STRIDE - KERNEL;
      if (TO < 0) begin : never
        always @(posedge aclk) next_inside_q[k] <= 1'b0;
      end else begin : sometimes
        always @(posedge aclk) begin
          next_inside_q[k] <= reaches(next_row_q, FROM) && (TO >= OUT_HEIGHT - 1 || !reaches(next_row_q, TO + 1));
        end
      end
    end
  endgenerate

  always @(posedge aclk) begin
    settling_q <= start || row_start;
    last_image_q <= images_left_q[15:1] == 15'd0;
    if (row_start) begin
      release_q  <= next_release_q;
      row_last_q <= next_row_last;
    end
    if (row_start) inside_q <= next_inside_q;
    else if (row_step) inside_q <= (inside_q >> 1) | (inside_q << (KERNEL - 1));

    if (start) images_left_q <= images;
    else if (row_start && next_row_last) images_left_q <= images_left_q - 1'b1;

    if (!aresetn) begin
      next_row_q   <= {ROW_BITS{1'b0}};
      balance_q    <= BALANCE_BEGIN[BALANCE_BITS-1:0];
      row_active_q <= 1'b0;
      rows_left_q  <= 1'b0;
      released_q   <= {(SLOT_BITS+1){1'b1}};
      started_q    <= 1'b0;
    end else begin
      if (row_start) next_row_q <= next_row_last ? {ROW_BITS{1'b0}} : next_row_q + 1'b1;
      started_q    <= row_start;
      balance_q    <= balance_sum[BALANCE_BITS:1];
      row_active_q <= !halt && (row_start || (row_active_q && !row_end));
      rows_left_q  <= !halt && (start || (rows_left_q && !(row_start && next_row_last && last_image_q)));
      released_q   <= row_end ? release_q : {(SLOT_BITS+1){1'b1}};
    end
  end

  assign rows_released    = released_q;
  assign finish           = group_end;
  assign finish_last_fold = fold_last;

  // ----- address

  // Columns are counted in words of the row buffer, from the image's left edge; padding lies below 0 and at ROW_WORDS
  // and above.
  localparam REACHED = (OUT_WIDTH - 1) * STRIDE + KERNEL;
  localparam COLUMN_BITS = $clog2(((REACHED > WIDTH) ? REACHED : WIDTH) * IN_FOLDS + 1) + 1;
  localparam [31:0] COLUMN_BEGIN = -PAD_LEFT * IN_FOLDS;
  localparam [31:0] TO_TAP_ROW   = 1 - TAP_ROW;
  localparam [31:0] TO_PIXEL     = 1 - TAP_ROW + STRIDE * IN_FOLDS;

  reg  [COLUMN_BITS-1:0] column_q;
  // Of an advance; so are the steps of slots.
  wire [COLUMN_BITS-1:0] column_step = (group_last && fold_last) ? TO_PIXEL[COLUMN_BITS-1:0] :
                                       tap_row_last ? TO_TAP_ROW[COLUMN_BITS-1:0] : {{(COLUMN_BITS-1){1'b0}}, 1'b1};

  always @(posedge aclk) begin
    if (!aresetn || row_end) column_q <= COLUMN_BEGIN[COLUMN_BITS-1:0];
    else if (advance) column_q <= column_q + column_step;
  end

  // The slot of the current kernel row, modulo ROW_SLOTS. What lies above the image has a slot, too, but is not read.
  localparam TO_GROUP = (ROW_SLOTS * KERNEL - (KERNEL - 1)) % ROW_SLOTS;
  localparam TO_ROW   = (TO_GROUP + STRIDE) % ROW_SLOTS;
  localparam TO_IMAGE = (TO_GROUP + HEIGHT + ROW_SLOTS * OUT_HEIGHT * STRIDE - (OUT_HEIGHT - 1) * STRIDE) % ROW_SLOTS;
  localparam [31:0] SLOT_BEGIN = (ROW_SLOTS * KERNEL - PAD_TOP) % ROW_SLOTS;
  localparam [31:0] SLOTS      = ROW_SLOTS;
  localparam [31:0] STEP_GROUP = TO_GROUP;
  localparam [31:0] STEP_ROW   = TO_ROW;
  localparam [31:0] STEP_IMAGE = TO_IMAGE;

  reg  [SLOT_BITS-1:0] slot_q;
  wire [SLOT_BITS-1:0] slot_step = !kernel_last ? {{(SLOT_BITS-1){1'b0}}, 1'b1} :
                                   !(fold_last && column_last) ? STEP_GROUP[SLOT_BITS-1:0] :
                                   row_last_q ? STEP_IMAGE[SLOT_BITS-1:0] : STEP_ROW[SLOT_BITS-1:0];
  wire [SLOT_BITS:0]   slot_sum  = {1'b0, slot_q} + {1'b0, slot_step};
  wire [SLOT_BITS:0]   slot_less = slot_sum - SLOTS[SLOT_BITS:0];

  always @(posedge aclk) begin
    if (!aresetn) slot_q <= SLOT_BEGIN[SLOT_BITS-1:0];
    else if (row_step) slot_q <= slot_less[SLOT_BITS] ? slot_sum[SLOT_BITS-1:0] : slot_less[SLOT_BITS-1:0];
  end

  // A slot's first word: a table of constants, which shares the adder's LUTs.
  reg [ADDRESS_BITS-1:0] slot_base;
  reg [31:0]             base;
  integer                i;
  always @* begin
    slot_base = {ADDRESS_BITS{1'b0}};
    for (i = 1; i < ROW_SLOTS; i = i + 1) begin
      base = i * ROW_WORDS;
      if (slot_q == i[SLOT_BITS-1:0]) slot_base = slot_base | base[ADDRESS_BITS-1:0];
    end
  end

  localparam SUM_BITS = (COLUMN_BITS > ADDRESS_BITS) ? COLUMN_BITS : ADDRESS_BITS;
  localparam [31:0] COLUMNS = ROW_WORDS;
  wire [SUM_BITS:0] address_sum = {{(SUM_BITS+1-ADDRESS_BITS){1'b0}}, slot_base} +
                                  {{(SUM_BITS+1-COLUMN_BITS){1'b0}}, column_q};

  reg  [ADDRESS_BITS-1:0] read_address_q;
  reg                     read_zero_q;
  always @(posedge aclk) begin
    read_address_q <= address_sum[ADDRESS_BITS-1:0];
    read_zero_q    <= !inside_q[0] || column_q[COLUMN_BITS-1] || column_q[COLUMN_BITS-2:0] >= COLUMNS[COLUMN_BITS-2:0];
  end

  assign read_address = read_address_q;
  assign read_zero    = read_zero_q;

  // ----- what goes with a beat

  reg       first_q;        // the next beat is a group's first
  reg       step_q, restart_q;
  reg       waits_in_q, waits_out_q;
  reg [2:0] valid_q;        // bit 0: with read_address, bit 2: with x
  reg [2:0] last_q;

  always @(posedge aclk) begin
    restart_q   <= pixel_end;
    waits_in_q  <= rows_left_q && !row_active_q;
    waits_out_q <= row_active_q && !advance;
    if (!aresetn) begin
      first_q <= 1'b1;
      valid_q <= 3'b000;
      last_q  <= 3'b000;
      step_q  <= 1'b0;
    end else begin
      if (advance) first_q <= group_last;
      valid_q <= {valid_q[1:0], advance};
      last_q  <= {last_q[1:0], group_end};
      step_q  <= advance;
    end
  end

  delay_line #(.WIDTH(3), .CYCLES(3)) tags (
    .aclk(aclk),
    .d({first_q, fold_last, row_last_q && column_last}),
    .q({beat_first, beat_last_fold, beat_last_of_image})
  );

  assign code_step        = step_q;
  assign code_restart     = restart_q;
  assign beat_valid       = valid_q[2];
  assign beat_last        = last_q[2];
  assign waits_for_input  = waits_in_q;
  assign waits_for_output = waits_out_q;

  // Carries beyond the address, which runs round.
  wire unused = &{1'b0, address_sum, base, balance_sum[0]};

endmodule

`default_nettype wire
