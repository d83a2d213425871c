{{> templates/layer/header}}

`default_nettype none

module {{module}} (
  input  wire aclk,
  input  wire enable,  // the products' sum belongs to a beat
  input  wire first,   // that begins a new sum
  input  wire [{{x_high}}:0] x,
  input  wire [{{words_high}}:0] words,
  output wire [{{sum_high}}:0] sum
);

  // ===== products
{{#products}}
  wire {{range}}{{name}};
{{/products}}
{{#passed_bits}}
  wire {{name}};
{{/passed_bits}}
{{#multipliers}}
  {{multiplier}} multiplier{{lane}} (
    .clk(aclk), .x({{x}}), .code({{code}}), .product({{product}}){{#negate}}, .negate({{.}}){{/negate}}{{#shift}}, .shift({{.}}){{/shift}}
  );
{{/multipliers}}
{{#levels}}

  // ===== level {{level}} of the {{sum_kind}}
{{#adders}}
  wire {{range}}{{name}}_left = {{left}};
  wire {{range}}{{name}}_right = {{right}};
  wire {{range}}{{name}}_next;
  reg  {{range}}{{name}};
  add_sub #(.WIDTH({{bits}}), .SHIFT({{shift}}), .STYLE({{style}})) adder_{{name}} (
    .a({{name}}_left), .b({{name}}_right), .choose({{choose}}), .negate({{negate}}), .sum({{name}}_next)
  );
{{/adders}}
{{#pairs}}
  wire {{range}}{{name}}_left = {{left}};
  wire {{range}}{{name}}_right = {{right}};
  wire {{range}}{{name}}_next;
  reg  {{range}}{{name}};
  pair_adder #(.WIDTH({{bits}}), .STYLE({{style}})) adder_{{name}} (
    .a({{name}}_left), .b({{name}}_right), .negate_a({{negate_left}}), .negate_b({{negate_right}}), .sum({{name}}_next)
  );
{{/pairs}}
{{#triples}}
  wire {{range}}{{name}}_left = {{left}};
  wire {{range}}{{name}}_right = {{right}};
  wire {{range}}{{name}}_third = {{third}};
  wire {{range}}{{name}}_next;
  reg  {{range}}{{name}};
  ternary_adder #(.WIDTH({{bits}}), .STYLE({{style}})) adder_{{name}} (
    .drop_a(1'b0), .a({{name}}_left), .b({{name}}_right), .c({{name}}_third), .sum({{name}}_next)
  );
{{/triples}}
{{#choices}}
  wire {{range}}{{name}}_left = {{left}};
  wire {{range}}{{name}}_next = {{choose}} ? {{shifted}} : {{name}}_left;
  reg  {{range}}{{name}};
{{/choices}}
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
{{#binary}}
  accumulator #(
    .VALUE_BITS({{bits}}), .VALUE_SIGNED({{signed}}), .SUM_BITS({{sum_bits}}), .STYLE({{style}})
  ) accumulate (
    .aclk(aclk), .enable(enable), .first(first), .negate({{negate}}), .value({{value}}), .sum(sum)
  );
{{/binary}}
{{#ternary}}
  wire [{{sum_high}}:0] added_a = {{a}};
  wire [{{sum_high}}:0] added_b = {{b}};
  ternary_accumulator #(.WIDTH({{sum_bits}}), .STYLE({{style}})) accumulate (
    .aclk(aclk), .enable(enable), .first(first), .a(added_a), .b(added_b), .sum(sum)
  );
{{/ternary}}

endmodule

`default_nettype wire
