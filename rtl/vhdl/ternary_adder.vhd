-- ternary_adder: sum = (0 if drop_a else a) + b + c, modulo 2^WIDTH, at one LUT a bit. Combinational.
--
-- A column's LUT reduces three bits to two: their majority, which its O5 hands to the column above, and their parity.
-- Parity and the majority from below are what the carry chain adds; there O5 comes from another LUT than the chain's
-- column, so that it enters by the slice's bypass pin. A path is two LUTs and the chain. Widen the operands outside.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

library unisim;
use unisim.vcomponents.all;

entity ternary_adder is
  generic (
    WIDTH : positive := 8;
    STYLE : natural  := 0  -- 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
  );
  port (
    drop_a : in  std_logic;
    a      : in  std_logic_vector(WIDTH - 1 downto 0);
    b      : in  std_logic_vector(WIDTH - 1 downto 0);
    c      : in  std_logic_vector(WIDTH - 1 downto 0);
    sum    : out std_logic_vector(WIDTH - 1 downto 0)
  );
end entity ternary_adder;

architecture rtl of ternary_adder is
begin

  portable : if STYLE = 0 generate
    sum <= std_logic_vector(unsigned(a and not drop_a) + unsigned(b) + unsigned(c));
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
      -- With k = 0 if drop_a else a: O6 = k xor b xor c xor the majority below, O5 = majority of k, b, c
      lut : LUT6_2
        generic map (
          INIT => X"C33C6996C0C0E8E8"
        )
        port map (
          O6 => propagate(i),
          O5 => majority(i + 1),
          I0 => a(i),
          I1 => b(i),
          I2 => c(i),
          I3 => majority(i),
          I4 => drop_a,
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
        sum         => sum
      );
  end generate mapped;

end architecture rtl;
