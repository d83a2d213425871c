-- scaler_dsp: scaled = (a * factor + 2^(SHIFT-1)) >> SHIFT, one result a cycle from the device's multipliers.
--
-- Registers as a DSP block has them: operands, product, sum. Latency 3 cycles.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity scaler_dsp is
  generic (
    A_BITS      : positive := 21;
    FACTOR_BITS : positive := 16;
    SHIFT       : positive := 16;
    OUT_BITS    : positive := 22
  );
  port (
    aclk   : in  std_logic;
    a      : in  std_logic_vector(A_BITS - 1 downto 0);       -- two's complement
    factor : in  std_logic_vector(FACTOR_BITS - 1 downto 0);  -- unsigned
    scaled : out std_logic_vector(OUT_BITS - 1 downto 0)      -- two's complement
  );
end entity scaler_dsp;

architecture rtl of scaler_dsp is

  constant PRODUCT_BITS : positive := A_BITS + FACTOR_BITS + 1;
  constant SUM_BITS     : positive := SHIFT + OUT_BITS;

  constant HALF : signed(SUM_BITS - 1 downto 0) := signed(power_of_two(SHIFT - 1, SUM_BITS));

  signal a_q       : signed(A_BITS - 1 downto 0);
  signal factor_q  : signed(FACTOR_BITS downto 0);
  signal product_q : signed(PRODUCT_BITS - 1 downto 0);
  signal sum_q     : signed(SUM_BITS - 1 downto 0);

  -- The lowest bits of a number, or copies of its sign in front.
  function adjusted(number : signed; length : positive) return signed is
    constant EXTENDED : signed(length + number'length - 1 downto 0) := resize(number, length + number'length);
  begin
    return EXTENDED(length - 1 downto 0);
  end function adjusted;

  attribute use_dsp : string;
  attribute use_dsp of product_q : signal is "yes";

begin

  multiply : process (aclk) is
  begin
    if rising_edge(aclk) then
      a_q       <= signed(a);
      factor_q  <= signed('0' & factor);
      product_q <= a_q * factor_q;
      sum_q     <= adjusted(product_q, SUM_BITS) + HALF;
    end if;
  end process multiply;

  scaled <= std_logic_vector(sum_q(SUM_BITS - 1 downto SHIFT));

end architecture rtl;
