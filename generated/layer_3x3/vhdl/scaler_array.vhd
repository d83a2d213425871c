-- scaler_array: scaled = (a * factor + 2^(SHIFT-1)) >> SHIFT, one result a cycle from an array of carry chains.
--
-- One row a Booth digit of factor, lowest first, with a register behind each. The running sum moves down by two bits a
-- row, so that rows need little more than a's width; what leaves below is kept where it is part of the result. The sum
-- begins with the half that rounds. Latency FACTOR_BITS / 2 + 1 cycles.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity scaler_array is
  generic (
    A_BITS      : positive := 21;
    FACTOR_BITS : positive := 16;
    SHIFT       : positive := 16;
    OUT_BITS    : positive := 22;
    STYLE       : natural  := 0
  );
  port (
    aclk   : in  std_logic;
    a      : in  std_logic_vector(A_BITS - 1 downto 0);       -- two's complement
    factor : in  std_logic_vector(FACTOR_BITS - 1 downto 0);  -- unsigned
    scaled : out std_logic_vector(OUT_BITS - 1 downto 0)      -- two's complement
  );
end entity scaler_array;

architecture rtl of scaler_array is

  constant DIGITS : positive := FACTOR_BITS / 2 + 1;

  -- Bits of what row k hands on. The half stands at bit SHIFT - 1 - 2 * k of this row.
  function handed_bits(k : natural) return positive is
  begin
    return maximum(A_BITS, SHIFT - 2 * k);
  end function handed_bits;

  constant LAST_BITS : positive := handed_bits(DIGITS - 1);
  constant SUM_BITS  : positive := LAST_BITS + 2 * DIGITS;

  -- What row k hands on: its running sum, the bits that have left below, a, and factor's bits from 2 * k + 2 on with
  -- a 0 below its lowest.
  type running_sums is array (0 to DIGITS - 1) of std_logic_vector(handed_bits(0) - 1 downto 0);
  type low_bits is array (0 to DIGITS - 1) of std_logic_vector(2 * DIGITS - 1 downto 0);
  type operands is array (0 to DIGITS - 1) of std_logic_vector(A_BITS - 1 downto 0);
  type factors is array (0 to DIGITS - 1) of std_logic_vector(2 * DIGITS downto 0);

  signal handed_running : running_sums;
  signal handed_low     : low_bits;
  signal handed_a       : operands;
  signal handed_factor  : factors;

  signal sum      : std_logic_vector(SUM_BITS - 1 downto 0);
  signal extended : signed(SUM_BITS + OUT_BITS - 1 downto 0);

  attribute shreg_extract : string;

begin

  digit : for k in 0 to DIGITS - 1 generate
    constant WIDTH : positive := handed_bits(k) + 2;

    signal running    : std_logic_vector(WIDTH - 1 downto 0);
    signal row_a      : std_logic_vector(A_BITS - 1 downto 0);
    signal row_factor : std_logic_vector(2 * DIGITS downto 2 * k);
    signal row_sum    : std_logic_vector(WIDTH - 1 downto 0);
    signal running_q  : std_logic_vector(WIDTH - 3 downto 0);
    signal low_q      : std_logic_vector(2 * k + 1 downto 0);
  begin
    booth : entity work.booth_row
      generic map (
        A_BITS => A_BITS,
        WIDTH  => WIDTH,
        STYLE  => STYLE
      )
      port map (
        running => running,
        a       => row_a,
        high    => row_factor(2 * k + 2),
        middle  => row_factor(2 * k + 1),
        low     => row_factor(2 * k),
        sum     => row_sum
      );

    first : if k = 0 generate
      running    <= std_logic_vector(power_of_two(SHIFT - 1, WIDTH));
      row_a      <= a;
      row_factor <= std_logic_vector(resize(unsigned(factor), 2 * DIGITS)) & '0';

      keep_low : process (aclk) is
      begin
        if rising_edge(aclk) then
          low_q <= row_sum(1 downto 0);
        end if;
      end process keep_low;
    end generate first;

    later : if k > 0 generate
      running    <= std_logic_vector(resize(signed(handed_running(k - 1)(handed_bits(k - 1) - 1 downto 0)), WIDTH));
      row_a      <= handed_a(k - 1);
      row_factor <= handed_factor(k - 1)(2 * DIGITS downto 2 * k);

      keep_low : process (aclk) is
      begin
        if rising_edge(aclk) then
          low_q <= row_sum(1 downto 0) & handed_low(k - 1)(2 * k - 1 downto 0);
        end if;
      end process keep_low;
    end generate later;

    rest : if k < DIGITS - 1 generate
      signal a_q      : std_logic_vector(A_BITS - 1 downto 0);
      signal factor_q : std_logic_vector(2 * DIGITS downto 2 * k + 2);
      attribute shreg_extract of factor_q : signal is "no";
    begin
      hand_on : process (aclk) is
      begin
        if rising_edge(aclk) then
          a_q      <= row_a;
          factor_q <= row_factor(2 * DIGITS downto 2 * k + 2);
        end if;
      end process hand_on;

      handed_a(k)                                   <= a_q;
      handed_factor(k)(2 * DIGITS downto 2 * k + 2) <= factor_q;
    end generate rest;

    keep_high : process (aclk) is
    begin
      if rising_edge(aclk) then
        running_q <= row_sum(WIDTH - 1 downto 2);
      end if;
    end process keep_high;

    handed_running(k)(WIDTH - 3 downto 0) <= running_q;
    handed_low(k)(2 * k + 1 downto 0)     <= low_q;
  end generate digit;

  sum      <= handed_running(DIGITS - 1)(LAST_BITS - 1 downto 0) & handed_low(DIGITS - 1);
  extended <= resize(signed(sum), SUM_BITS + OUT_BITS);
  scaled   <= std_logic_vector(extended(SHIFT + OUT_BITS - 1 downto SHIFT));

end architecture rtl;
