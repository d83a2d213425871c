{{> templates/layer/header}}

`default_nettype none

module {{module}} (
  input  wire aclk,
  input  wire enable,  // the tree's sum belongs to a beat
  input  wire first,   // that begins a new sum
  input  wire [{{x_high}}:0] x,
  input  wire [{{words_high}}:0] words,
  output wire [{{sum_high}}:0] sum
);

  // ===== products
{{#products}}
  wire {{range}}{{name}};
{{/products}}
{{#signs}}
  wire {{name}};
{{/signs}}
{{#multipliers}}
  {{multiplier}} multiplier{{lane}} (
    .clk(aclk), .x({{x}}), .code({{code}}), .product({{product}}){{#negate}}, .negate({{.}}){{/negate}}
  );
{{/multipliers}}
{{#levels}}

  // ===== level {{level}} of the tree
{{#adders}}
  wire {{range}}{{name}}_left = {{left}};
  wire {{range}}{{name}}_right = {{right}};
  wire {{range}}{{name}}_next;
  reg  {{range}}{{name}};
  add_sub #(.WIDTH({{bits}}), .STYLE({{style}})) adder_{{name}} (
    .a({{name}}_left), .b({{name}}_right), .negate({{negate}}), .sum({{name}}_next)
  );
{{/adders}}
{{#registers}}
  reg  {{range}}{{name}};
{{/registers}}
  always @(posedge aclk) begin
{{#assignments}}
    {{name}} <= {{value}};
{{/assignments}}
  end
{{/levels}}

  // ===== accumulator
  accumulator #(
    .VALUE_BITS({{tree_bits}}), .VALUE_SIGNED({{tree_signed}}), .SUM_BITS({{sum_bits}}), .STYLE({{style}})
  ) accumulate (
    .aclk(aclk), .enable(enable), .first(first), .negate({{tree_sign}}), .value({{tree}}), .sum(sum)
  );

endmodule

`default_nettype wire
