{{> templates/layer/header}}

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity {{module}} is
  port (
    aclk   : in  std_logic;
    enable : in  std_logic;  -- the tree's sum belongs to a beat
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
{{#signs}}
  signal {{name}} : std_logic;
{{/signs}}
{{#levels}}
{{#adders}}
  signal {{name}}_left, {{name}}_right, {{name}}_next, {{name}} : {{type}};
{{/adders}}
{{#registers}}
  signal {{name}} : {{type}};
{{/registers}}
{{/levels}}

begin

  -- ===== products
{{#multipliers}}
  multiplier{{lane}} : entity work.{{multiplier}}
    port map (
      clk => aclk, x => {{x}}, code => {{code}}, product => {{product}}{{#negate}}, negate => {{.}}{{/negate}}
    );
{{/multipliers}}
{{#levels}}

  -- ===== level {{level}} of the tree
{{#adders}}
  {{name}}_left <= {{left}};
  {{name}}_right <= {{right}};
  adder_{{name}} : entity work.add_sub
    generic map (WIDTH => {{bits}}, STYLE => {{style}})
    port map (
      a => {{name}}_left,
      b => {{name}}_right,
      negate => {{negate}},
      sum => {{name}}_next
    );
{{/adders}}
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
  accumulate : entity work.accumulator
    generic map (VALUE_BITS => {{tree_bits}}, VALUE_SIGNED => {{tree_signed}}, SUM_BITS => {{sum_bits}}, STYLE => {{style}})
    port map (
      aclk => aclk,
      enable => enable,
      first => first,
      negate => {{tree_sign}},
      value => {{tree}},
      sum => sum
    );

end architecture structure;
