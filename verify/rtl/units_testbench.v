// Self-checking benches of the units, each with a plain model beside it. Prints "errors: 0" when all are right.

// add_sub and accumulator at random against the formulas.
module sums_check #(parameter STYLE = 0, parameter WIDTH = 9, parameter VALUE_BITS = 5, parameter VALUE_SIGNED = 1) (
  input wire clk, input wire stop, output reg [31:0] errors
);
  reg  [WIDTH-1:0] a, b, wanted, total;
  reg  negate, enable, first, live;
  wire [WIDTH-1:0] sum, running;
  wire [WIDTH-1:0] value = {{(WIDTH-VALUE_BITS){(VALUE_SIGNED != 0) && b[VALUE_BITS-1]}}, b[VALUE_BITS-1:0]};
  add_sub #(.WIDTH(WIDTH), .STYLE(STYLE)) adder (.a(a), .b(b), .choose(1'b0), .negate(negate), .sum(sum));
  accumulator #(
    .VALUE_BITS(VALUE_BITS), .VALUE_SIGNED(VALUE_SIGNED), .SUM_BITS(WIDTH), .STYLE(STYLE)
  ) adds (.aclk(clk), .enable(enable), .first(first), .negate(negate), .value(b[VALUE_BITS-1:0]), .sum(running));
  initial begin
    errors = 0;
    live = 0;
  end
  always @* wanted = negate ? a - b : a + b;
  always @(posedge clk) if (!stop) begin
    if (live && sum != wanted) errors <= errors + 1;
    if (live && running != total) errors <= errors + 1;
    if (enable) begin
      total <= (first ? {WIDTH{1'b0}} : total) + (negate ? -value : value);
      live <= live || first;
    end
    a <= $random; b <= $random; negate <= $random; enable <= $random; first <= ($random & 7) == 0;
  end
endmodule

// pair_adder, ternary_adder and ternary_accumulator at random against the formulas.
module ternary_check #(parameter STYLE = 0, parameter WIDTH = 9) (
  input wire clk, input wire stop, output reg [31:0] errors
);
  reg  [WIDTH-1:0] a, b, c, total;
  reg  negate_a, negate_b, enable, first, live;
  wire [WIDTH-1:0] pair, sum, running;
  wire [WIDTH-1:0] missing = {{(WIDTH-1){1'b0}}, negate_a} + {{(WIDTH-1){1'b0}}, negate_b};
  pair_adder #(.WIDTH(WIDTH), .STYLE(STYLE)) pairs (
    .a(a), .b(b), .negate_a(negate_a), .negate_b(negate_b), .sum(pair)
  );
  ternary_adder #(.WIDTH(WIDTH), .STYLE(STYLE)) adder (.drop_a(first), .a(a), .b(b), .c(c), .sum(sum));
  ternary_accumulator #(.WIDTH(WIDTH), .STYLE(STYLE)) adds (
    .aclk(clk), .enable(enable), .first(first), .a(a), .b(b), .sum(running)
  );
  initial begin
    errors = 0;
    live = 0;
  end
  always @(posedge clk) if (!stop) begin
    if (live && pair + missing != (negate_a ? -a : a) + (negate_b ? -b : b)) errors <= errors + 1;
    if (live && sum != (first ? {WIDTH{1'b0}} : a) + b + c) errors <= errors + 1;
    if (live && running != total) errors <= errors + 1;
    if (enable) begin
      total <= (first ? {WIDTH{1'b0}} : total) + a + b;
      live <= live || first;
    end
    a <= $random; b <= $random; c <= $random;
    negate_a <= $random; negate_b <= $random; enable <= $random; first <= ($random & 7) == 0;
  end
endmodule

// add_sub with shifts at random against the formula.
module shifts_check #(parameter STYLE = 0, parameter WIDTH = 9, parameter SHIFT = 1) (
  input wire clk, input wire stop, output reg [31:0] errors
);
  reg  [WIDTH-1:0] a, b;
  reg  choose, negate, live;
  wire [WIDTH-1:0] sum;
  wire [WIDTH-1:0] value = choose ? b << SHIFT : b;
  add_sub #(.WIDTH(WIDTH), .SHIFT(SHIFT), .STYLE(STYLE)) adder (
    .a(a), .b(b), .choose(choose), .negate(negate), .sum(sum)
  );
  initial begin
    errors = 0;
    live = 0;
  end
  always @(posedge clk) if (!stop) begin
    if (live && sum != (negate ? a - value : a + value)) errors <= errors + 1;
    live <= 1;
    a <= $random; b <= $random; choose <= $random; negate <= $random;
  end
endmodule

// requantiser at random against the formula in 96 bits.
module requantiser_check #(
  parameter KIND = 0, parameter STYLE = 0, parameter SUM = 12, parameter BIAS = 10, parameter FACTOR = 16,
  parameter SHIFT = 16, parameter RELU = 1, parameter BITS = 8, parameter LOW = 0, parameter HIGH = 255
) (
  input wire clk, input wire stop, output reg [31:0] errors
);
  localparam INTERVAL = (KIND == 2) ? FACTOR / 2 + 1 : 1;
  reg  resetn, valid;
  reg  [SUM-1:0] sum;
  reg  [BIAS-1:0] bias;
  reg  [FACTOR-1:0] factor;
  reg  [BITS:0] wanted [0:255];
  reg  [7:0] sent, got;
  reg  signed [95:0] total, scaled;
  integer wait_left, shift;
  wire result_valid, result_last;
  wire [BITS-1:0] result;
  reg  last;
  requantiser #(
    .KIND(KIND), .STYLE(STYLE), .ACCUMULATOR_BITS(SUM), .BIAS_BITS(BIAS), .FACTOR_BITS(FACTOR), .SHIFT(SHIFT),
    .RELU(RELU), .OUTPUT_BITS(BITS), .LOW(LOW), .HIGH(HIGH)
  ) unit (
    .aclk(clk), .aresetn(resetn), .sum_valid(valid), .sum_last(last), .sum(sum), .bias(bias), .factor(factor),
    .result_valid(result_valid), .result_last(result_last), .result(result)
  );
  initial begin
    errors = 0; sent = 0; got = 0; wait_left = 0; resetn = 0; valid = 0;
  end
  always @(posedge clk) begin
    resetn <= 1;
    if (resetn && valid) begin
      total = $signed(sum);
      total = total + $signed(bias);
      if (RELU != 0 && total < 0) total = 0;
      scaled = (total * $signed({1'b0, factor}) + (96'sd1 <<< (SHIFT - 1))) >>> SHIFT;
      if (scaled > HIGH) scaled = HIGH;
      if (scaled < LOW) scaled = LOW;
      wanted[sent] = {last, scaled[BITS-1:0]};
      sent = sent + 1;
    end
    if (resetn && result_valid) begin
      if (got == sent || wanted[got] != {result_last, result}) errors <= errors + 1;
      got = got + 1;
    end
    valid <= 0;
    if (wait_left > 0) wait_left <= wait_left - 1;
    else if (!stop && ($random & 3) != 0) begin
      valid <= 1;
      wait_left <= INTERVAL - 1;
    end
    // Between its cycles everything holds rubbish. Sizes vary, so that results lie within the limits and beyond.
    shift = $random & 15;
    sum <= ($random & 7) == 0 ? {1'b1, {(SUM-1){1'b0}}} : $signed($random) >>> shift;
    bias <= $random; last <= $random;
    factor <= ($random & 7) == 0 ? {FACTOR{1'b1}} : $random;
  end
  always @(posedge stop) begin
    repeat (64) @(posedge clk);
    if (got != sent || sent == 0) errors <= errors + 1;
  end
endmodule

// max_pool (MAXIMUM) and average_pool with random stalls, against loops over the stored image.
module pool_check #(
  parameter MAXIMUM = 1, parameter HEIGHT = 4, parameter WIDTH = 6, parameter KERNEL = 2, parameter FOLDS = 2,
  parameter LANES = 2, parameter BITS = 5, parameter VALUE_SIGNED = 0, parameter KIND = 1, parameter STALL = 40
) (
  input wire clk, input wire stop, output reg [31:0] errors
);
  localparam DATA = 8 * ((LANES * BITS + 7) / 8);
  localparam BEATS = HEIGHT * WIDTH * FOLDS;
  localparam FACTOR = 777;
  localparam SHIFT = 12;
  localparam HIGH = (VALUE_SIGNED != 0) ? (1 << (BITS - 1)) - 1 : (1 << BITS) - 1;
  localparam LOW = (VALUE_SIGNED != 0) ? -(1 << (BITS - 1)) : 0;
  reg  resetn, valid, ready, last, spoil;
  reg  [DATA-1:0] data;
  reg  [DATA-1:0] image [0:BEATS-1];
  reg  [DATA:0] wanted [0:4095];
  reg  [11:0] put, got;
  wire s_ready, m_valid, m_last, wrong;
  wire [DATA-1:0] m_data;
  integer beat, y, x, f, p, ky, kx, wrongs, spoilt;
  reg signed [47:0] value, best;
  reg [BITS-1:0] raw;
  reg [DATA-1:0] packed_word;
  generate
    if (MAXIMUM != 0) begin : maximum
      max_pool #(
        .HEIGHT(HEIGHT), .WIDTH(WIDTH), .KERNEL(KERNEL), .FOLDS(FOLDS), .LANES(LANES), .VALUE_BITS(BITS),
        .VALUE_SIGNED(VALUE_SIGNED)
      ) unit (
        .aclk(clk), .aresetn(resetn), .s_axis_tdata(data), .s_axis_tvalid(valid), .s_axis_tready(s_ready),
        .s_axis_tlast(last), .m_axis_tdata(m_data), .m_axis_tvalid(m_valid), .m_axis_tready(ready),
        .m_axis_tlast(m_last), .wrong_last(wrong)
      );
    end else begin : average
      average_pool #(
        .HEIGHT(HEIGHT), .WIDTH(WIDTH), .KERNEL(KERNEL), .FOLDS(FOLDS), .LANES(LANES), .VALUE_BITS(BITS),
        .VALUE_SIGNED(VALUE_SIGNED), .FACTOR(FACTOR), .SHIFT(SHIFT), .OUTPUT_BITS(BITS), .LOW(LOW), .HIGH(HIGH),
        .KIND(KIND)
      ) unit (
        .aclk(clk), .aresetn(resetn), .s_axis_tdata(data), .s_axis_tvalid(valid), .s_axis_tready(s_ready),
        .s_axis_tlast(last), .m_axis_tdata(m_data), .m_axis_tvalid(m_valid), .m_axis_tready(ready),
        .m_axis_tlast(m_last), .wrong_last(wrong)
      );
    end
  endgenerate
  task expect_image;
    begin
      for (y = 0; y < HEIGHT / KERNEL; y = y + 1) for (x = 0; x < WIDTH / KERNEL; x = x + 1)
        for (f = 0; f < FOLDS; f = f + 1) begin
          packed_word = 0;
          for (p = 0; p < LANES; p = p + 1) begin
            best = (MAXIMUM != 0) ? -(48'sd1 <<< 40) : 0;
            for (ky = 0; ky < KERNEL; ky = ky + 1) for (kx = 0; kx < KERNEL; kx = kx + 1) begin
              raw = image[((y * KERNEL + ky) * WIDTH + x * KERNEL + kx) * FOLDS + f] >> (p * BITS);
              value = (VALUE_SIGNED != 0) ? {{(48-BITS){raw[BITS-1]}}, raw} : {{(48-BITS){1'b0}}, raw};
              if (MAXIMUM == 0) best = best + value;
              else if (value > best) best = value;
            end
            if (MAXIMUM == 0) begin
              best = (best * FACTOR + (48'sd1 <<< (SHIFT - 1))) >>> SHIFT;
              if (best > HIGH) best = HIGH;
              if (best < LOW) best = LOW;
            end
            packed_word = packed_word | ({{(DATA-BITS){1'b0}}, best[BITS-1:0]} << (p * BITS));
          end
          wanted[put] = {y == HEIGHT / KERNEL - 1 && x == WIDTH / KERNEL - 1 && f == FOLDS - 1, packed_word};
          put = put + 1;
        end
    end
  endtask
  initial begin
    errors = 0; put = 0; got = 0; beat = 0; resetn = 0; valid = 0; ready = 0; wrongs = 0; spoilt = 0;
  end
  always @(posedge clk) begin
    resetn <= 1;
    if (resetn && valid && s_ready) begin
      image[beat] = data;
      if (spoil) spoilt = spoilt + 1;
      beat = beat + 1;
      if (beat == BEATS) begin
        expect_image;
        beat = 0;
      end
    end
    if (resetn && wrong) wrongs = wrongs + 1;
    if (resetn && m_valid && ready) begin
      // A square may be complete before the image is: then the comparison waits for the image.
      image_results[seen] = {m_last, m_data};
      seen = seen + 1;
    end
    while (got != put && got != seen) begin
      if (image_results[got] != wanted[got]) errors <= errors + 1;
      got = got + 1;
    end
    ready <= ($random & 127) >= STALL;
    if (resetn && (!valid || s_ready)) begin
      valid <= 0;
      if (($random & 127) >= STALL && (!stop || beat != 0)) begin
        valid <= 1;
        data <= {$random, $random, $random};
        // Now and then TLAST lies elsewhere.
        spoil = ($random & 63) == 0;
        last <= spoil ^ (beat == BEATS - 1);
      end
    end
  end
  reg [DATA:0] image_results [0:4095];
  reg [11:0] seen;
  initial seen = 0;
  always @(posedge stop) begin
    repeat (1000) @(posedge clk);
    if (got != put || seen != put || put == 0 || wrongs != spoilt) errors <= errors + 1;
  end
endmodule

// residual_add with stalls on all sides.
module residual_check #(
  parameter LANES = 2, parameter A_BITS = 8, parameter A_SIGNED = 1, parameter B_BITS = 6, parameter B_SIGNED = 0,
  parameter FACTOR_A = 40000, parameter FACTOR_B = 65535, parameter SHIFT = 16, parameter BITS = 8,
  parameter LOW = -128, parameter HIGH = 127
) (
  input wire clk, input wire stop, output reg [31:0] errors
);
  localparam A_DATA = 8 * ((LANES * A_BITS + 7) / 8);
  localparam B_DATA = 8 * ((LANES * B_BITS + 7) / 8);
  localparam DATA = 8 * ((LANES * BITS + 7) / 8);
  reg  resetn, a_valid, b_valid, ready, a_last, b_last;
  reg  [A_DATA-1:0] a;
  reg  [B_DATA-1:0] b;
  reg  [A_DATA:0] a_sent [0:65535];
  reg  [B_DATA:0] b_sent [0:65535];
  reg  [15:0] a_put, b_put, got, differ, wrongs;
  wire a_ready, b_ready, m_valid, m_last, wrong;
  wire [DATA-1:0] m_data;
  reg  [DATA:0] wanted;
  reg  signed [63:0] total, wide_a, wide_b;
  reg  [A_BITS-1:0] one_a;
  reg  [B_BITS-1:0] one_b;
  integer p;
  residual_add #(
    .LANES(LANES), .A_BITS(A_BITS), .A_SIGNED(A_SIGNED), .B_BITS(B_BITS), .B_SIGNED(B_SIGNED), .FACTOR_A(FACTOR_A),
    .FACTOR_B(FACTOR_B), .SHIFT(SHIFT), .OUTPUT_BITS(BITS), .LOW(LOW), .HIGH(HIGH)
  ) unit (
    .aclk(clk), .aresetn(resetn), .s_axis_a_tdata(a), .s_axis_a_tvalid(a_valid), .s_axis_a_tready(a_ready),
    .s_axis_a_tlast(a_last), .s_axis_b_tdata(b), .s_axis_b_tvalid(b_valid), .s_axis_b_tready(b_ready),
    .s_axis_b_tlast(b_last), .m_axis_tdata(m_data), .m_axis_tvalid(m_valid), .m_axis_tready(ready),
    .m_axis_tlast(m_last), .wrong_last(wrong)
  );
  initial begin
    errors = 0; a_put = 0; b_put = 0; got = 0; differ = 0; wrongs = 0; resetn = 0; a_valid = 0; b_valid = 0; ready = 0;
  end
  always @(posedge clk) begin
    resetn <= 1;
    if (resetn && a_valid && a_ready) begin a_sent[a_put] = {a_last, a}; a_put = a_put + 1; end
    if (resetn && b_valid && b_ready) begin b_sent[b_put] = {b_last, b}; b_put = b_put + 1; end
    if (resetn && wrong) wrongs = wrongs + 1;
    if (resetn && m_valid && ready) begin
      wanted = 0;
      for (p = 0; p < LANES; p = p + 1) begin
        one_a = a_sent[got] >> (p * A_BITS);
        one_b = b_sent[got] >> (p * B_BITS);
        wide_a = {{(64-A_BITS){(A_SIGNED != 0) && one_a[A_BITS-1]}}, one_a};
        wide_b = {{(64-B_BITS){(B_SIGNED != 0) && one_b[B_BITS-1]}}, one_b};
        total = wide_a * FACTOR_A + wide_b * FACTOR_B;
        total = (total + (64'sd1 <<< (SHIFT - 1))) >>> SHIFT;
        if (total > HIGH) total = HIGH;
        if (total < LOW) total = LOW;
        wanted = wanted | ({{(DATA+1-BITS){1'b0}}, total[BITS-1:0]} << (p * BITS));
      end
      wanted[DATA] = a_sent[got][A_DATA];
      if (a_sent[got][A_DATA] != b_sent[got][B_DATA]) differ = differ + 1;
      if (got == a_put || got == b_put || wanted != {m_last, m_data}) errors <= errors + 1;
      got = got + 1;
    end
    ready <= $random;
    if (!a_valid || a_ready) begin
      a_valid <= $random & !stop;
      a <= {$random, $random};
      a_last <= ($random & 7) == 0;
    end
    if (!b_valid || b_ready) begin
      b_valid <= $random & !stop;
      b <= {$random, $random};
      b_last <= ($random & 7) == 0;
    end
  end
  always @(posedge stop) begin
    repeat (300) @(posedge clk);
    // One side may have offered more than the other: what has no partner stays inside.
    if (got == 0 || (got != a_put && got != b_put) || wrongs != differ) errors <= errors + 1;
  end
endmodule

// width_converter with stalls, against words in a queue; TLAST at random.
module width_check #(parameter BITS = 5, parameter IN = 1, parameter OUT = 4) (
  input wire clk, input wire stop, output reg [31:0] errors
);
  reg  resetn, valid, last, ready;
  reg  [IN*BITS-1:0] data;
  reg  [BITS:0] words [0:65535];  // word and whether its packet ends with it
  reg  [15:0] put, got;
  wire s_ready, m_valid, m_last;
  wire [OUT*BITS-1:0] m_data;
  reg  [OUT*BITS:0] wanted;
  reg  ended, finished;
  integer i;
  width_converter #(.WORD_BITS(BITS), .WORDS_IN(IN), .WORDS_OUT(OUT)) unit (
    .aclk(clk), .aresetn(resetn), .s_axis_tdata(data), .s_axis_tvalid(valid), .s_axis_tready(s_ready),
    .s_axis_tlast(last), .m_axis_tdata(m_data), .m_axis_tvalid(m_valid), .m_axis_tready(ready), .m_axis_tlast(m_last)
  );
  initial begin
    errors = 0; put = 0; got = 0; resetn = 0; valid = 0; ready = 0; finished = 0; last = 0;
  end
  always @(posedge clk) begin
    resetn <= 1;
    if (resetn && m_valid && ready) begin
      wanted = 0;
      ended = 0;
      for (i = 0; i < OUT; i = i + 1) if (!ended && got != put) begin
        wanted[i*BITS +: BITS] = words[got][BITS-1:0];
        ended = words[got][BITS];
        got = got + 1;
      end
      wanted[OUT*BITS] = ended;
      if (wanted != {m_last, m_data}) errors <= errors + 1;
    end
    if (resetn && valid && s_ready) for (i = 0; i < IN; i = i + 1) begin
      words[put] = {last && i == IN - 1, data[i*BITS +: BITS]};
      put = put + 1;
    end
    ready <= $random;
    if (!valid || s_ready) begin
      // The last packet is completed.
      if (stop && valid && last) finished = 1;
      valid <= ($random | stop) & !finished;
      data <= {$random, $random};
      last <= stop | (($random & 7) == 0);
    end
  end
  always @(posedge stop) begin
    repeat (100) @(posedge clk);
    if (put == 0 || got != put) errors <= errors + 1;
  end
endmodule
