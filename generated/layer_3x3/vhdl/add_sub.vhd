-- add_sub: sum = a - b where negate is '1', else a + b, modulo 2^WIDTH, at one LUT a bit; where choose is '1' with b
-- shifted left by SHIFT. Combinational.
--
-- Written as a + (b xor negate) + negate, the sign costs nothing: the LUT of a column has inputs to spare, and the
-- carry chain takes the 1. Two more inputs are enough to choose between two bits of b; with SHIFT = 0 there is no choice,
-- and choose is tied to '0'. Widen the operands outside.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

library unisim;
use unisim.vcomponents.all;

entity add_sub is
  generic (
    WIDTH : positive := 8;
    SHIFT : natural  := 0;  -- 0: none
    STYLE : natural  := 0  -- 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
  );
  port (
    a      : in  std_logic_vector(WIDTH - 1 downto 0);
    b      : in  std_logic_vector(WIDTH - 1 downto 0);
    choose : in  std_logic;
    negate : in  std_logic;
    sum    : out std_logic_vector(WIDTH - 1 downto 0)
  );
end entity add_sub;

architecture rtl of add_sub is

  signal shifted : std_logic_vector(WIDTH - 1 downto 0);

begin

  shifted <= std_logic_vector(shift_left(unsigned(b), SHIFT)) when SHIFT /= 0 else (others => '0');

  portable : if STYLE = 0 generate
    signal chosen : std_logic_vector(WIDTH - 1 downto 0);
  begin
    chosen <= shifted when choose = '1' else b;
    sum    <= std_logic_vector(unsigned(a) + unsigned(chosen xor negate) + negate);
  end generate portable;

  mapped : if STYLE /= 0 generate
    signal propagate   : std_logic_vector(WIDTH - 1 downto 0);
    signal local_carry : std_logic_vector(WIDTH - 1 downto 0);
  begin
    column : for i in 0 to WIDTH - 1 generate
      attribute dont_touch : string;
      attribute dont_touch of lut : label is "yes";
    begin
      -- O6 = a xor (shifted if choose else b) xor negate, O5 = a
      lut : LUT6_2
        generic map (
          INIT => X"A5995A66AAAAAAAA"
        )
        port map (
          O6 => propagate(i),
          O5 => local_carry(i),
          I0 => a(i),
          I1 => b(i),
          I2 => shifted(i),
          I3 => choose,
          I4 => negate,
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
        carry_in    => negate,
        sum         => sum
      );
  end generate mapped;

end architecture rtl;
