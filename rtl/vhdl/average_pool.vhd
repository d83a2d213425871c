-- average_pool: the scaled sum of every KERNEL x KERNEL square of pixels, channel by channel:
--   y = clamp((sum * FACTOR + 2^(SHIFT-1)) >> SHIFT, LOW, HIGH); FACTOR / 2^SHIFT holds the scale and the division.
--
-- Streams as of the layers: pixel by pixel, FOLDS beats a pixel, LANES channels a beat. The squares do not overlap, and
-- KERNEL divides HEIGHT and WIDTH. A beat a cycle (KIND 2, whose squares must be FACTOR_BITS / 2 + 1 beats apart,
-- does not fit); a beat that completes a square is taken only if the FIFO has room for its result. wrong_last pulses
-- where TLAST is not on an image's last beat; the output's follows from the shape.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity average_pool is
  generic (
    HEIGHT       : positive := 8;
    WIDTH        : positive := 8;
    KERNEL       : positive := 8;
    FOLDS        : positive := 4;
    LANES        : positive := 1;
    VALUE_BITS   : positive := 8;
    VALUE_SIGNED : natural  := 0;
    FACTOR_BITS  : positive := 16;
    FACTOR       : natural  := 1024;
    SHIFT        : positive := 16;
    OUTPUT_BITS  : positive := 8;
    LOW          : integer  := 0;
    HIGH         : integer  := 255;
    KIND         : natural  := 1;  -- what multiplies, see requantiser: 0 or 1
    STYLE        : natural  := 0
  );
  port (
    aclk          : in  std_logic;
    aresetn       : in  std_logic;
    s_axis_tdata  : in  std_logic_vector(8 * ((LANES * VALUE_BITS + 7) / 8) - 1 downto 0);
    s_axis_tvalid : in  std_logic;
    s_axis_tready : out std_logic;
    s_axis_tlast  : in  std_logic;
    m_axis_tdata  : out std_logic_vector(8 * ((LANES * OUTPUT_BITS + 7) / 8) - 1 downto 0);
    m_axis_tvalid : out std_logic;
    m_axis_tready : in  std_logic;
    m_axis_tlast  : out std_logic;
    wrong_last    : out std_logic
  );
end entity average_pool;

architecture rtl of average_pool is

  constant PLACES       : positive := WIDTH / KERNEL * FOLDS;
  constant ADDRESS_BITS : positive := maximum(ceil_log2(PLACES), 1);
  constant BITS         : positive := LANES * VALUE_BITS;
  constant SUM_BITS     : positive := VALUE_BITS + 1 + ceil_log2(KERNEL * KERNEL);  -- two's complement
  constant RESULT_BITS  : positive := LANES * OUTPUT_BITS;
  constant FIFO_DEPTH   : positive := 32;

  constant FACTOR_WORD : std_logic_vector(FACTOR_BITS - 1 downto 0) := std_logic_vector(to_bits(FACTOR, FACTOR_BITS));

  signal arriving      : std_logic_vector(BITS downto 0);  -- with TLAST
  signal entered       : std_logic_vector(BITS downto 0);
  signal valid         : std_logic;
  signal ready         : std_logic;
  signal step          : std_logic;
  signal finishes      : std_logic;  -- step, and the square is complete
  signal may_issue     : std_logic;
  signal address       : std_logic_vector(ADDRESS_BITS - 1 downto 0);
  signal first         : std_logic;
  signal complete      : std_logic;
  signal last_of_image : std_logic;
  signal complete_q    : std_logic_vector(1 downto 0);
  signal last_q        : std_logic_vector(1 downto 0);
  signal wrong_q       : std_logic;
  signal result_valid  : std_logic_vector(LANES - 1 downto 0);  -- all lanes' are alike
  signal result_last   : std_logic_vector(LANES - 1 downto 0);
  signal result        : std_logic_vector(RESULT_BITS - 1 downto 0);
  signal returned      : std_logic;
  signal leaving       : std_logic_vector(RESULT_BITS downto 0);  -- with TLAST
  signal offered       : std_logic_vector(RESULT_BITS downto 0);

begin

  -- ===== input: cut, so that the credit meets a registered valid

  arriving <= s_axis_tlast & s_axis_tdata(BITS - 1 downto 0);
  ready    <= may_issue or not complete;
  step     <= valid and ready;
  finishes <= step and complete;

  cut : entity work.skid_buffer
    generic map (WIDTH => BITS + 1)
    port map (
      aclk          => aclk,
      aresetn       => aresetn,
      s_axis_tdata  => arriving,
      s_axis_tvalid => s_axis_tvalid,
      s_axis_tready => s_axis_tready,
      m_axis_tdata  => entered,
      m_axis_tvalid => valid,
      m_axis_tready => ready
    );

  sequencer : entity work.pool_sequencer
    generic map (
      HEIGHT       => HEIGHT,
      WIDTH        => WIDTH,
      KERNEL       => KERNEL,
      FOLDS        => FOLDS,
      ADDRESS_BITS => ADDRESS_BITS
    )
    port map (
      aclk          => aclk,
      aresetn       => aresetn,
      step          => step,
      address       => address,
      first         => first,
      complete      => complete,
      last_of_image => last_of_image
    );

  accompany : process (aclk) is
  begin
    if rising_edge(aclk) then
      last_q <= last_q(0) & last_of_image;
      if aresetn = '0' then
        complete_q <= (others => '0');
        wrong_q    <= '0';
      else
        complete_q <= complete_q(0) & finishes;
        wrong_q    <= step and (entered(BITS) xor last_of_image);
      end if;
    end if;
  end process accompany;

  -- ===== sums

  lane : for p in 0 to LANES - 1 generate
    signal sum : std_logic_vector(SUM_BITS - 1 downto 0);
  begin
    fold : entity work.pool_fold
      generic map (
        MAXIMUM      => 0,
        VALUE_SIGNED => VALUE_SIGNED,
        VALUE_BITS   => VALUE_BITS,
        RESULT_BITS  => SUM_BITS,
        PLACES       => PLACES,
        ADDRESS_BITS => ADDRESS_BITS
      )
      port map (
        aclk    => aclk,
        step    => step,
        value   => entered(p * VALUE_BITS + VALUE_BITS - 1 downto p * VALUE_BITS),
        address => address,
        first   => first,
        result  => sum
      );

    requantise : entity work.requantiser
      generic map (
        KIND             => KIND,
        STYLE            => STYLE,
        ACCUMULATOR_BITS => SUM_BITS,
        BIAS_BITS        => 1,
        FACTOR_BITS      => FACTOR_BITS,
        SHIFT            => SHIFT,
        RELU             => 0,
        OUTPUT_BITS      => OUTPUT_BITS,
        LOW              => LOW,
        HIGH             => HIGH
      )
      port map (
        aclk         => aclk,
        aresetn      => aresetn,
        sum_valid    => complete_q(1),
        sum_last     => last_q(1),
        sum          => sum,
        bias         => "0",
        factor       => FACTOR_WORD,
        result_valid => result_valid(p),
        result_last  => result_last(p),
        result       => result(p * OUTPUT_BITS + OUTPUT_BITS - 1 downto p * OUTPUT_BITS)
      );
  end generate lane;

  -- ===== output

  returned <= m_axis_tvalid and m_axis_tready;
  leaving  <= result_last(0) & result;

  credit : entity work.result_credit
    generic map (
      FIFO_DEPTH  => FIFO_DEPTH,
      FULL        => 1,
      LAST        => 1,
      INTERVAL    => 1,
      GROUP_BEATS => 1
    )
    port map (
      aclk            => aclk,
      aresetn         => aresetn,
      issue           => finishes,
      issue_last_fold => '0',
      returned        => returned,
      may_issue       => may_issue
    );

  -- Always ready: the credit sees to that.
  results : entity work.stream_fifo
    generic map (
      WIDTH => RESULT_BITS + 1,
      DEPTH => FIFO_DEPTH
    )
    port map (
      aclk          => aclk,
      aresetn       => aresetn,
      pause         => '0',
      s_axis_tdata  => leaving,
      s_axis_tvalid => result_valid(0),
      s_axis_tready => open,
      m_axis_tdata  => offered,
      m_axis_tvalid => m_axis_tvalid,
      m_axis_tready => m_axis_tready
    );

  m_axis_tlast <= offered(RESULT_BITS);
  m_axis_tdata <= std_logic_vector(resize(unsigned(offered(RESULT_BITS - 1 downto 0)), m_axis_tdata'length));
  wrong_last   <= wrong_q;

end architecture rtl;
