-- ternary_accumulator: the sum of the pairs of values that it is given, at one LUT a bit.
--
-- While enable is '1', sum <= (0 if first else sum) + a + b, modulo 2^WIDTH. A ternary_adder of which one operand is the
-- running sum. Widen the values outside.
library ieee;
use ieee.std_logic_1164.all;

entity ternary_accumulator is
  generic (
    WIDTH : positive := 20;
    STYLE : natural  := 0  -- 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
  );
  port (
    aclk   : in  std_logic;
    enable : in  std_logic;
    first  : in  std_logic;
    a      : in  std_logic_vector(WIDTH - 1 downto 0);
    b      : in  std_logic_vector(WIDTH - 1 downto 0);
    sum    : out std_logic_vector(WIDTH - 1 downto 0)
  );
end entity ternary_accumulator;

architecture rtl of ternary_accumulator is

  signal next_sum : std_logic_vector(WIDTH - 1 downto 0);
  -- Begins as 0, as flip-flops do: models of LUTs that doubt all unknown inputs would never let it become known.
  signal sum_q : std_logic_vector(WIDTH - 1 downto 0) := (others => '0');

begin

  adder : entity work.ternary_adder
    generic map (
      WIDTH => WIDTH,
      STYLE => STYLE
    )
    port map (
      drop_a => first,
      a      => sum_q,
      b      => a,
      c      => b,
      sum    => next_sum
    );

  accumulate : process (aclk) is
  begin
    if rising_edge(aclk) then
      if enable = '1' then
        sum_q <= next_sum;
      end if;
    end if;
  end process accumulate;

  sum <= sum_q;

end architecture rtl;
