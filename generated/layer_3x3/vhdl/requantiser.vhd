-- requantiser: from a sum to an activation of the next layer,
--   result = clamp(((max(sum + bias, 0) if RELU, else sum + bias) * factor + 2^(SHIFT-1)) >> SHIFT, LOW, HIGH).
--
-- KIND says what multiplies: 0 scaler_dsp, 1 scaler_array, 2 scaler_serial. With KIND 2 two valid sums are at least
-- FACTOR_BITS / 2 + 1 cycles apart, otherwise they may come every cycle. valid and last travel along.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity requantiser is
  generic (
    KIND             : natural  := 1;
    STYLE            : natural  := 0;    -- of the carry chains, see booth_row
    ACCUMULATOR_BITS : positive := 20;
    BIAS_BITS        : positive := 16;
    FACTOR_BITS      : positive := 16;
    SHIFT            : positive := 16;
    RELU             : natural  := 1;
    OUTPUT_BITS      : positive := 8;
    LOW              : integer  := 0;
    HIGH             : integer  := 255
  );
  port (
    aclk         : in  std_logic;
    aresetn      : in  std_logic;
    sum_valid    : in  std_logic;
    sum_last     : in  std_logic;
    sum          : in  std_logic_vector(ACCUMULATOR_BITS - 1 downto 0);  -- two's complement
    bias         : in  std_logic_vector(BIAS_BITS - 1 downto 0);         -- two's complement
    factor       : in  std_logic_vector(FACTOR_BITS - 1 downto 0);       -- unsigned
    result_valid : out std_logic;
    result_last  : out std_logic;
    result       : out std_logic_vector(OUTPUT_BITS - 1 downto 0)
  );
end entity requantiser;

architecture rtl of requantiser is

  constant BITS        : positive := maximum(ACCUMULATOR_BITS, BIAS_BITS) + 1;
  constant SCALED_BITS : positive := maximum(BITS + FACTOR_BITS, SHIFT) + 1 - SHIFT;

  function latency_of_all return positive is
  begin
    case KIND is
      when 0      => return 4 + 3;
      when 1      => return 4 + FACTOR_BITS / 2 + 1;
      when others => return 4 + FACTOR_BITS / 2 + 2;
    end case;
  end function latency_of_all;

  constant LATENCY : positive := latency_of_all;

  signal biased_q        : signed(BITS - 1 downto 0);
  signal active_q        : std_logic_vector(BITS - 1 downto 0);
  signal factor_q        : std_logic_vector(FACTOR_BITS - 1 downto 0);
  signal active_factor_q : std_logic_vector(FACTOR_BITS - 1 downto 0);
  signal valid_q         : std_logic_vector(LATENCY - 1 downto 0);  -- bit i is i + 1 cycles behind sum_valid
  signal scaled          : std_logic_vector(SCALED_BITS - 1 downto 0);

begin

  -- ===== bias and ReLU

  activate : process (aclk) is
  begin
    if rising_edge(aclk) then
      biased_q <= resize(signed(sum), BITS) + resize(signed(bias), BITS);
      if RELU /= 0 and biased_q(BITS - 1) = '1' then
        active_q <= (others => '0');
      else
        active_q <= std_logic_vector(biased_q);
      end if;
      factor_q        <= factor;
      active_factor_q <= factor_q;
    end if;
  end process activate;

  -- ===== tags

  accompany : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' then
        valid_q <= (others => '0');
      else
        valid_q <= valid_q(LATENCY - 2 downto 0) & sum_valid;
      end if;
    end if;
  end process accompany;

  result_valid <= valid_q(LATENCY - 1);

  last_tag : entity work.delay_line
    generic map (WIDTH => 1, CYCLES => LATENCY)
    port map (aclk => aclk, d(0) => sum_last, q(0) => result_last);

  -- ===== factor, clamp

  dsp : if KIND = 0 generate
    scaler : entity work.scaler_dsp
      generic map (
        A_BITS      => BITS,
        FACTOR_BITS => FACTOR_BITS,
        SHIFT       => SHIFT,
        OUT_BITS    => SCALED_BITS
      )
      port map (
        aclk   => aclk,
        a      => active_q,
        factor => active_factor_q,
        scaled => scaled
      );
  end generate dsp;

  chains : if KIND = 1 generate
    scaler : entity work.scaler_array
      generic map (
        A_BITS      => BITS,
        FACTOR_BITS => FACTOR_BITS,
        SHIFT       => SHIFT,
        OUT_BITS    => SCALED_BITS,
        STYLE       => STYLE
      )
      port map (
        aclk   => aclk,
        a      => active_q,
        factor => active_factor_q,
        scaled => scaled
      );
  end generate chains;

  serial : if KIND > 1 generate
    scaler : entity work.scaler_serial
      generic map (
        A_BITS      => BITS,
        FACTOR_BITS => FACTOR_BITS,
        SHIFT       => SHIFT,
        OUT_BITS    => SCALED_BITS,
        STYLE       => STYLE
      )
      port map (
        aclk   => aclk,
        load   => valid_q(1),
        a      => active_q,
        factor => active_factor_q,
        scaled => scaled
      );
  end generate serial;

  limiter : entity work.clamp
    generic map (
      VALUE_BITS  => SCALED_BITS,
      OUTPUT_BITS => OUTPUT_BITS,
      LOW         => LOW,
      HIGH        => HIGH
    )
    port map (
      aclk  => aclk,
      value => scaled,
      y     => result
    );

end architecture rtl;
