{{> templates/common/header}}

library ieee;
use ieee.std_logic_1164.all;
{{#is_portable}}
use ieee.numeric_std_unsigned.all;
{{/is_portable}}
{{#has_primitives}}

library unisim;
use unisim.vcomponents.all;
{{/has_primitives}}

entity {{module}} is
  port (
{{#ports}}
    {{name}} : {{direction}} {{type}}{{separator}}{{padding}}  -- {{meaning}}
{{/ports}}
  );
end entity {{module}};

architecture {{architecture}} of {{module}} is
{{#groups}}

{{#declarations}}
  signal {{name}} : {{type}};{{comment}}
{{/declarations}}
{{/groups}}
{{#attributes}}

  attribute {{attribute}} : string;
  attribute {{attribute}} of
{{#names}}
    {{.}}
{{/names}}
    : {{class}} is "{{value}}";
{{/attributes}}

begin
{{#has_chains}}

  -- On a carry chain a LUT6_2 chooses, negates and adds one column: O6 is the sum without the carry that comes in (the
  -- column passes that carry on where O6 is 1), O5 the carry that goes out where O6 is 0.
{{/has_chains}}
{{#steps}}
{{#has_registers}}

  registers{{time}} : process (clk) is
  begin
    if rising_edge(clk) then
{{#registers}}
      {{target}} <= {{value}};
{{/registers}}
    end if;
  end process registers{{time}};
{{/has_registers}}
{{#has_logic}}

  -- Bits beside the carry chains.
{{#logic}}
{{> templates/vhdl/lut}}
{{/logic}}
{{/has_logic}}
{{#cells}}

{{#title}}
  --{{.}}
{{/title}}
{{#assignments}}
  {{target}} <= {{value}};
{{/assignments}}
{{#multiplexers}}
  with {{select}} select
    {{output}} <=
{{#alternatives}}
      {{value}} when {{when}}{{separator}}
{{/alternatives}}
{{/multiplexers}}
{{#sum}}
  {{target}} <= {{value}};
{{/sum}}
{{#columns}}
{{> templates/vhdl/lut}}
{{/columns}}
{{#carry_blocks}}
  {{name}} : {{primitive}}
{{#parameters}}
    generic map ({{.}})
{{/parameters}}
    port map (
{{#pins}}
      {{formal}} => {{actual}}{{separator}}
{{/pins}}
    );
{{/carry_blocks}}
{{/cells}}
{{/steps}}

{{#outputs}}
  {{target}} <= {{value}};
{{/outputs}}

end architecture {{architecture}};
