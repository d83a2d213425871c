{{> templates/layer/header}}

library ieee;
use ieee.std_logic_1164.all;

entity {{module}} is
  port (
    aclk       : in  std_logic;
    beat_valid : in  std_logic;
    beat_first : in  std_logic;  -- begins a new sum
    beat_x     : in  std_logic_vector({{x_high}} downto 0);  -- lane p in bits p * {{input_bits}} and above
    beat_words : in  std_logic_vector({{words_high}} downto 0);  -- element n, lane p: (n * {{lanes}} + p) * {{word_bits}}
    sums       : out std_logic_vector({{sums_high}} downto 0)  -- {{latency}} cycles behind the beat
  );
end entity {{module}};

architecture structure of {{module}} is

  -- Cycles from a beat to its tree's sum, which the accumulators take.
  signal valid_q, first_q : std_logic_vector({{delay_high}} downto 0);

begin

  delays : process (aclk) is
  begin
    if rising_edge(aclk) then
{{#is_long}}
      valid_q <= valid_q({{delay_high_less}} downto 0) & beat_valid;
      first_q <= first_q({{delay_high_less}} downto 0) & beat_first;
{{/is_long}}
{{^is_long}}
      valid_q(0) <= beat_valid;
      first_q(0) <= beat_first;
{{/is_long}}
    end if;
  end process delays;

  elements : for n in 0 to {{elements_high}} generate
    element : entity work.{{element}}
      port map (
        aclk   => aclk,
        enable => valid_q({{delay_high}}),
        first  => first_q({{delay_high}}),
        x      => beat_x,
        words  => beat_words((n + 1) * {{element_word_bits}} - 1 downto n * {{element_word_bits}}),
        sum    => sums((n + 1) * {{accumulator_bits}} - 1 downto n * {{accumulator_bits}})
      );
  end generate elements;

end architecture structure;
