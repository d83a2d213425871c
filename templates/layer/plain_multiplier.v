{{> templates/layer/header}}

`default_nettype none

module {{module}} (
  input  wire clk,
  input  wire [{{x_high}}:0] x,
  input  wire [{{code_high}}:0] code,  // a two's complement weight
  output reg  signed [{{product_high}}:0] product
);

  (* use_dsp = "{{use_dsp}}" *)
  wire signed [{{full_high}}:0] full = {{x}} * $signed(code);
  always @(posedge clk) product <= full[{{product_high}}:0];
{{#unused}}

  // No product is so large.
  wire unused = &{1'b0, full[{{full_high}}:{{.}}]};
{{/unused}}

endmodule

`default_nettype wire
