// Random stimulus for units under comparison. Each source has a seed of its own, so that a run can be repeated.

// A bit that is 1 with a probability that changes now and then: never, rarely, often or always.
module random_bit #(
  parameter [31:0] SEED = 1
) (
  input  wire clk,
  input  wire hold,  // keep the value: what is offered and not yet taken must not change
  output reg  value
);
  reg [31:0] state;
  reg [2:0] level;
  reg [31:0] next;

  initial begin
    state = SEED * 32'd2654435761 | 32'd1;
    level = 3'd4;
    value = 1'b0;
  end

  always @(negedge clk) begin
    next = state;
    next = next ^ (next << 13);
    next = next ^ (next >> 17);
    next = next ^ (next << 5);
    state <= next;
    if (next[31:26] == 6'd0) level <= next[25:23];
    if (!hold) begin
      case (level)
        3'd0: value <= 1'b0;
        3'd1: value <= next[11:8] == 4'd0;
        3'd2: value <= next[9:8] == 2'd0;
        3'd3, 3'd4: value <= next[8];
        3'd5: value <= next[9:8] != 2'd0;
        3'd6: value <= next[11:8] != 4'd0;
        default: value <= 1'b1;
      endcase
    end
  end
endmodule

// A word: mostly random, at times all zeros, all ones, only its lowest or only its highest bit, or as before.
module random_word #(
  parameter [31:0] SEED = 1,
  parameter WIDTH = 1
) (
  input  wire             clk,
  input  wire             hold,  // keep the value
  output reg  [WIDTH-1:0] value
);
  reg [31:0] state;
  reg [31:0] next;
  reg [WIDTH+31:0] bits;
  integer position;

  initial begin
    state = SEED * 32'd2654435761 | 32'd1;
    value = {WIDTH{1'b0}};
  end

  always @(negedge clk) begin
    next = state;
    bits = {WIDTH + 32{1'b0}};
    for (position = 0; position <= WIDTH; position = position + 24) begin
      next = next ^ (next << 13);
      next = next ^ (next >> 17);
      next = next ^ (next << 5);
      bits = bits << 24;
      bits[23:0] = next[31:8];
    end
    state <= next;
    if (!hold) begin
      case (next[3:0])
        4'd0: value <= {WIDTH{1'b0}};
        4'd1: value <= {WIDTH{1'b1}};
        4'd2: value <= {{WIDTH - 1{1'b0}}, 1'b1};
        4'd3: value <= {1'b1, {WIDTH - 1{1'b0}}};
        4'd4: value <= value;
        default: value <= bits[WIDTH-1:0];
      endcase
    end
  end
endmodule

// A reset, low at first and now and then again.
module random_reset #(
  parameter [31:0] SEED = 1,
  parameter RARE = 0  // 1: one cycle in 8192 instead of 512
) (
  input  wire clk,
  output reg  value
);
  reg [31:0] state;
  reg [31:0] next;
  reg [2:0] begun;

  initial begin
    state = SEED * 32'd2654435761 | 32'd1;
    begun = 3'd0;
    value = 1'b0;
  end

  always @(negedge clk) begin
    next = state;
    next = next ^ (next << 13);
    next = next ^ (next >> 17);
    next = next ^ (next << 5);
    state <= next;
    if (begun != 3'd7) begun <= begun + 3'd1;
    value <= begun[2] && (next[31:23] != 9'd0 || (RARE != 0 && next[22:19] != 4'd0));
  end
endmodule
