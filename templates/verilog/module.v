{{> templates/common/header}}

`default_nettype none

module {{module}} (
{{#ports}}
  {{direction}} wire {{declaration}}{{separator}}{{padding}}  // {{meaning}}
{{/ports}}
);
{{#groups}}

{{#declarations}}
  {{declaration}};{{comment}}
{{/declarations}}
{{/groups}}
{{#unused}}

  // No coefficient depends on these bits.
  wire unused = &{1'b0, {{.}}};
{{/unused}}
{{#has_chains}}

  // On a carry chain a LUT6_2 chooses, negates and adds one column: O6 is the sum without the carry that comes in (the
  // column passes that carry on where O6 is 1), O5 the carry that goes out where O6 is 0.
{{/has_chains}}
{{#steps}}
{{#has_registers}}

  always @(posedge clk) begin
{{#registers}}
    {{target}} <= {{value}};
{{/registers}}
  end
{{/has_registers}}
{{#has_logic}}

  // Bits beside the carry chains.
{{#logic}}
{{> templates/verilog/lut}}
{{/logic}}
{{/has_logic}}
{{#cells}}

{{#title}}
  //{{.}}
{{/title}}
{{#assignments}}
  assign {{target}} = {{value}};
{{/assignments}}
{{#multiplexers}}
  always @* begin
    case ({{select}})
{{#alternatives}}
      {{when}}: {{output}} = {{value}};
{{/alternatives}}
    endcase
  end
{{/multiplexers}}
{{#sum}}
  assign {{target}} = {{value}};
{{/sum}}
{{#columns}}
{{> templates/verilog/lut}}
{{/columns}}
{{#carry_blocks}}
  (* DONT_TOUCH = "yes" *)
  {{primitive}}{{parameters}} {{name}} (
{{#pins}}
    .{{formal}}({{actual}}){{separator}}
{{/pins}}
  );
{{/carry_blocks}}
{{/cells}}
{{/steps}}

{{#outputs}}
  assign {{target}} = {{value}};
{{/outputs}}

endmodule

`default_nettype wire
