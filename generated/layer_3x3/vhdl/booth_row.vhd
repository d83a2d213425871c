-- booth_row: sum = running + digit * a, digit in -2 .. 2, at one LUT a bit and one for the sign. Combinational.
--
-- digit is spelled by three neighbouring bits of the other factor, as of Booth: low + middle - 2 * high. The LUT of a
-- column chooses 0, a or 2a, negates it and adds it; the 1 that completes the negation comes from a column below the
-- lowest.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

library unisim;
use unisim.vcomponents.all;

entity booth_row is
  generic (
    A_BITS : positive := 20;
    WIDTH  : positive := 22;  -- of running and sum, at least A_BITS
    STYLE  : natural  := 0    -- 0: portable, 1: LUT6 and CARRY4, 2: LUT6 and CARRY8
  );
  port (
    running : in  std_logic_vector(WIDTH - 1 downto 0);
    a       : in  std_logic_vector(A_BITS - 1 downto 0);  -- two's complement
    high    : in  std_logic;
    middle  : in  std_logic;
    low     : in  std_logic;
    sum     : out std_logic_vector(WIDTH - 1 downto 0)
  );
end entity booth_row;

architecture rtl of booth_row is

  -- a at (WIDTH downto 1), 2a at (WIDTH - 1 downto 0).
  signal twice : std_logic_vector(WIDTH downto 0);

begin

  twice <= std_logic_vector(resize(signed(a), WIDTH)) & '0';

  portable : if STYLE = 0 generate
    signal one    : std_logic;
    signal two    : std_logic;
    signal negate : std_logic;
    signal term   : std_logic_vector(WIDTH - 1 downto 0);
  begin
    one    <= middle xor low;
    two    <= (high and not middle and not low) or (not high and middle and low);
    negate <= high and not (middle and low);
    term   <= (twice(WIDTH downto 1) and one) or (twice(WIDTH - 1 downto 0) and two);
    sum    <= std_logic_vector(unsigned(running) + unsigned(term xor negate) + negate);
  end generate portable;

  mapped : if STYLE /= 0 generate
    signal propagate   : std_logic_vector(WIDTH downto 0);
    signal local_carry : std_logic_vector(WIDTH downto 0);
    signal chain_sum   : std_logic_vector(WIDTH downto 0);

    attribute dont_touch : string;
    attribute dont_touch of sign : label is "yes";
  begin
    -- The column below: O5 = the digit is negative, O6 = 0, so that O5 becomes the carry.
    sign : LUT6_2
      generic map (
        INIT => X"0000000070707070"
      )
      port map (
        O6 => propagate(0),
        O5 => local_carry(0),
        I0 => low,
        I1 => middle,
        I2 => high,
        I3 => '0',
        I4 => '0',
        I5 => '1'
      );

    column : for i in 0 to WIDTH - 1 generate
      attribute dont_touch of lut : label is "yes";
    begin
      lut : LUT6
        generic map (
          INIT => X"AA9999A55A6666AA"
        )
        port map (
          O  => propagate(i + 1),
          I0 => running(i),
          I1 => twice(i + 1),
          I2 => twice(i),
          I3 => low,
          I4 => middle,
          I5 => high
        );
    end generate column;

    local_carry(WIDTH downto 1) <= running;

    chain : entity work.carry_chain
      generic map (
        WIDTH => WIDTH + 1,
        STYLE => STYLE
      )
      port map (
        propagate   => propagate,
        local_carry => local_carry,
        carry_in    => '0',
        sum         => chain_sum
      );

    sum <= chain_sum(WIDTH downto 1);
  end generate mapped;

end architecture rtl;
