{{> templates/layer/header}}

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity {{module}} is
  port (
    aclk   : in  std_logic;
    enable : in  std_logic;  -- the products' sum belongs to a beat
    first  : in  std_logic;  -- that begins a new sum
    x      : in  std_logic_vector({{x_high}} downto 0);
    words  : in  std_logic_vector({{words_high}} downto 0);
    sum    : out std_logic_vector({{sum_high}} downto 0)
  );
end entity {{module}};

architecture structure of {{module}} is

{{#products}}
  signal {{name}} : {{type}};
{{/products}}
{{#passed_bits}}
  signal {{name}} : std_logic;
{{/passed_bits}}
{{#levels}}
{{#adders}}
  signal {{name}}_left, {{name}}_right, {{name}}_next, {{name}} : {{type}};
{{/adders}}
{{#pairs}}
  signal {{name}}_left, {{name}}_right, {{name}}_next, {{name}} : {{type}};
{{/pairs}}
{{#triples}}
  signal {{name}}_left, {{name}}_right, {{name}}_third, {{name}}_next, {{name}} : {{type}};
{{/triples}}
{{#choices}}
  signal {{name}}_left, {{name}}_next, {{name}} : {{type}};
{{/choices}}
{{#registers}}
  signal {{name}} : {{type}};
{{/registers}}
{{/levels}}
{{#ternary}}
  signal added_a, added_b : std_logic_vector({{sum_high}} downto 0);
{{/ternary}}

begin

  -- ===== products
{{#multipliers}}
  multiplier{{lane}} : entity work.{{multiplier}}
    port map (
      clk => aclk, x => {{x}}, code => {{code}}, product => {{product}}{{#negate}}, negate => {{.}}{{/negate}}{{#shift}}, shift => {{.}}{{/shift}}
    );
{{/multipliers}}
{{#levels}}

  -- ===== level {{level}} of the {{sum_kind}}
{{#adders}}
  {{name}}_left <= {{left}};
  {{name}}_right <= {{right}};
  adder_{{name}} : entity work.add_sub
    generic map (WIDTH => {{bits}}, SHIFT => {{shift}}, STYLE => {{style}})
    port map (
      a => {{name}}_left,
      b => {{name}}_right,
      choose => {{choose}},
      negate => {{negate}},
      sum => {{name}}_next
    );
{{/adders}}
{{#pairs}}
  {{name}}_left <= {{left}};
  {{name}}_right <= {{right}};
  adder_{{name}} : entity work.pair_adder
    generic map (WIDTH => {{bits}}, STYLE => {{style}})
    port map (
      a => {{name}}_left,
      b => {{name}}_right,
      negate_a => {{negate_left}},
      negate_b => {{negate_right}},
      sum => {{name}}_next
    );
{{/pairs}}
{{#triples}}
  {{name}}_left <= {{left}};
  {{name}}_right <= {{right}};
  {{name}}_third <= {{third}};
  adder_{{name}} : entity work.ternary_adder
    generic map (WIDTH => {{bits}}, STYLE => {{style}})
    port map (
      drop_a => '0',
      a => {{name}}_left,
      b => {{name}}_right,
      c => {{name}}_third,
      sum => {{name}}_next
    );
{{/triples}}
{{#choices}}
  {{name}}_left <= {{left}};
  {{name}}_next <= {{shifted}} when {{choose}} = '1' else {{name}}_left;
{{/choices}}
  registers{{level}} : process (aclk) is
  begin
    if rising_edge(aclk) then
{{#assignments}}
      {{name}} <= {{value}};
{{/assignments}}
    end if;
  end process registers{{level}};
{{/levels}}

  -- ===== accumulator
{{#binary}}
  accumulate : entity work.accumulator
    generic map (VALUE_BITS => {{bits}}, VALUE_SIGNED => {{signed}}, SUM_BITS => {{sum_bits}}, STYLE => {{style}})
    port map (
      aclk => aclk,
      enable => enable,
      first => first,
      negate => {{negate}},
      value => {{value}},
      sum => sum
    );
{{/binary}}
{{#ternary}}
  added_a <= {{a}};
  added_b <= {{b}};
  accumulate : entity work.ternary_accumulator
    generic map (WIDTH => {{sum_bits}}, STYLE => {{style}})
    port map (
      aclk => aclk,
      enable => enable,
      first => first,
      a => added_a,
      b => added_b,
      sum => sum
    );
{{/ternary}}

end architecture structure;
