{{> templates/layer/header}}

`default_nettype none

module {{module}} (
  input  wire aclk,
  input  wire beat_valid,
  input  wire beat_first,                // begins a new sum
  input  wire [{{x_high}}:0] beat_x,     // lane p in bits p * {{input_bits}} and above
  input  wire [{{words_high}}:0] beat_words,  // element n, lane p in bits (n * {{lanes}} + p) * {{word_bits}} and above
  output wire [{{sums_high}}:0] sums     // {{latency}} cycles behind the beat
);

  // Cycles from a beat to its tree's sum, which the accumulators take.
  reg [{{delay_high}}:0] valid_q;
  reg [{{delay_high}}:0] first_q;
  always @(posedge aclk) begin
{{#is_long}}
    valid_q <= {valid_q[{{delay_high_less}}:0], beat_valid};
    first_q <= {first_q[{{delay_high_less}}:0], beat_first};
{{/is_long}}
{{^is_long}}
    valid_q <= beat_valid;
    first_q <= beat_first;
{{/is_long}}
  end

  genvar n;
  generate
    for (n = 0; n < {{elements}}; n = n + 1) begin : elements
      {{element}} element (
        .aclk(aclk),
        .enable(valid_q[{{delay_high}}]),
        .first(first_q[{{delay_high}}]),
        .x(beat_x),
        .words(beat_words[n * {{element_word_bits}} +: {{element_word_bits}}]),
        .sum(sums[n * {{accumulator_bits}} +: {{accumulator_bits}}])
      );
    end
  endgenerate

endmodule

`default_nettype wire
