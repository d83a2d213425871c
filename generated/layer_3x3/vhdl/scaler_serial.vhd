-- scaler_serial: scaled = (a * factor + 2^(SHIFT-1)) >> SHIFT from one carry chain in FACTOR_BITS / 2 + 1 cycles a
-- result.
--
-- load takes a and factor and begins; the next load may come FACTOR_BITS / 2 + 1 cycles later. scaled holds the result
-- FACTOR_BITS / 2 + 2 cycles after load, for that one cycle. One Booth digit a cycle as in scaler_array.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity scaler_serial is
  generic (
    A_BITS      : positive := 21;
    FACTOR_BITS : positive := 16;
    SHIFT       : positive := 16;
    OUT_BITS    : positive := 22;
    STYLE       : natural  := 0
  );
  port (
    aclk   : in  std_logic;
    load   : in  std_logic;
    a      : in  std_logic_vector(A_BITS - 1 downto 0);       -- two's complement
    factor : in  std_logic_vector(FACTOR_BITS - 1 downto 0);  -- unsigned
    scaled : out std_logic_vector(OUT_BITS - 1 downto 0)      -- two's complement
  );
end entity scaler_serial;

architecture rtl of scaler_serial is

  constant DIGITS : positive := FACTOR_BITS / 2 + 1;
  constant WIDTH  : positive := maximum(A_BITS, SHIFT) + 2;

  signal a_q       : std_logic_vector(A_BITS - 1 downto 0);
  signal factor_q  : std_logic_vector(2 * DIGITS downto 0);  -- with a 0 below its lowest bit
  signal running_q : std_logic_vector(WIDTH - 1 downto 0);
  signal result_q  : std_logic_vector(WIDTH - 3 downto 0);   -- the sum's upper bits, while running_q begins anew
  signal low_q     : std_logic_vector(2 * DIGITS - 1 downto 0);
  signal sum       : std_logic_vector(WIDTH - 1 downto 0);
  signal extended  : signed(WIDTH - 2 + 2 * DIGITS + OUT_BITS - 1 downto 0);

begin

  booth : entity work.booth_row
    generic map (
      A_BITS => A_BITS,
      WIDTH  => WIDTH,
      STYLE  => STYLE
    )
    port map (
      running => running_q,
      a       => a_q,
      high    => factor_q(2),
      middle  => factor_q(1),
      low     => factor_q(0),
      sum     => sum
    );

  accumulate : process (aclk) is
  begin
    if rising_edge(aclk) then
      if load = '1' then
        a_q       <= a;
        factor_q  <= std_logic_vector(resize(unsigned(factor), 2 * DIGITS)) & '0';
        running_q <= std_logic_vector(power_of_two(SHIFT - 1, WIDTH));
      else
        factor_q  <= "00" & factor_q(2 * DIGITS downto 2);
        running_q <= sum(WIDTH - 1) & sum(WIDTH - 1) & sum(WIDTH - 1 downto 2);
      end if;
      result_q <= sum(WIDTH - 1 downto 2);
      low_q    <= sum(1 downto 0) & low_q(2 * DIGITS - 1 downto 2);
    end if;
  end process accumulate;

  extended <= resize(signed(result_q & low_q), extended'length);
  scaled   <= std_logic_vector(extended(SHIFT + OUT_BITS - 1 downto SHIFT));

end architecture rtl;
