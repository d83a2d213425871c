-- ternary_accumulator: the sum of the pairs of values that it is given, at one LUT a bit.
--
-- While enable is '1', sum <= (0 if first else sum) + a + b, modulo 2^WIDTH. As ternary_adder, of which one operand is
-- the running sum; starting anew is the fifth input of a column's LUT. Widen the values outside.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

library unisim;
use unisim.vcomponents.all;

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

  portable : if STYLE = 0 generate
    next_sum <= std_logic_vector(unsigned(sum_q and not first) + unsigned(a) + unsigned(b));
  end generate portable;

  mapped : if STYLE /= 0 generate
    signal propagate : std_logic_vector(WIDTH - 1 downto 0);
    signal majority  : std_logic_vector(WIDTH downto 0);  -- of the column below
  begin
    majority(0) <= '0';

    column : for i in 0 to WIDTH - 1 generate
      attribute dont_touch : string;
      attribute dont_touch of lut : label is "yes";
    begin
      -- With s = 0 if first else sum: O6 = s xor a xor b xor the majority below, O5 = majority of s, a, b
      lut : LUT6_2
        generic map (
          INIT => X"C33C6996C0C0E8E8"
        )
        port map (
          O6 => propagate(i),
          O5 => majority(i + 1),
          I0 => sum_q(i),
          I1 => a(i),
          I2 => b(i),
          I3 => majority(i),
          I4 => first,
          I5 => '1'
        );
    end generate column;

    chain : entity work.carry_chain
      generic map (
        WIDTH => WIDTH,
        STYLE => STYLE
      )
      port map (
        propagate   => propagate,
        local_carry => majority(WIDTH - 1 downto 0),
        carry_in    => '0',
        sum         => next_sum
      );
  end generate mapped;

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
