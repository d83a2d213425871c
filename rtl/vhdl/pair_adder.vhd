-- pair_adder: sum = (not a if negate_a else a) + (not b if negate_b else b), modulo 2^WIDTH, at one LUT a bit.
--
-- Combinational. not a is -a - 1: the sum lacks a 1 for each operand that is negated. Two signs fit into a column's LUT,
-- two ones do not fit into its carry chain; they are known where the signs are, and added once, elsewhere. Widen the
-- operands outside.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

library unisim;
use unisim.vcomponents.all;

entity pair_adder is
  generic (
    WIDTH : positive := 8;
    STYLE : natural  := 0  -- 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
  );
  port (
    a        : in  std_logic_vector(WIDTH - 1 downto 0);
    b        : in  std_logic_vector(WIDTH - 1 downto 0);
    negate_a : in  std_logic;
    negate_b : in  std_logic;
    sum      : out std_logic_vector(WIDTH - 1 downto 0)
  );
end entity pair_adder;

architecture rtl of pair_adder is
begin

  portable : if STYLE = 0 generate
    sum <= std_logic_vector(unsigned(a xor negate_a) + unsigned(b xor negate_b));
  end generate portable;

  mapped : if STYLE /= 0 generate
    signal propagate   : std_logic_vector(WIDTH - 1 downto 0);
    signal local_carry : std_logic_vector(WIDTH - 1 downto 0);
  begin
    column : for i in 0 to WIDTH - 1 generate
      attribute dont_touch : string;
      attribute dont_touch of lut : label is "yes";
    begin
      -- O6 = a xor negate_a xor b xor negate_b, O5 = a xor negate_a
      lut : LUT6_2
        generic map (
          INIT => X"699669965A5A5A5A"
        )
        port map (
          O6 => propagate(i),
          O5 => local_carry(i),
          I0 => a(i),
          I1 => b(i),
          I2 => negate_a,
          I3 => negate_b,
          I4 => '0',
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
        local_carry => local_carry,
        carry_in    => '0',
        sum         => sum
      );
  end generate mapped;

end architecture rtl;
