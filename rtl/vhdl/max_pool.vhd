-- max_pool: the largest value of every KERNEL x KERNEL square of pixels, channel by channel.
--
-- Streams as of the layers: pixel by pixel, FOLDS beats a pixel, LANES channels a beat. The squares do not overlap, and
-- KERNEL divides HEIGHT and WIDTH. A beat a cycle; a beat that completes a square is taken only if the FIFO has room
-- for its result. wrong_last pulses where TLAST is not on an image's last beat; the output's follows from the shape.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity max_pool is
  generic (
    HEIGHT       : positive := 8;
    WIDTH        : positive := 8;
    KERNEL       : positive := 2;
    FOLDS        : positive := 4;
    LANES        : positive := 1;
    VALUE_BITS   : positive := 8;
    VALUE_SIGNED : natural  := 0
  );
  port (
    aclk          : in  std_logic;
    aresetn       : in  std_logic;
    s_axis_tdata  : in  std_logic_vector(8 * ((LANES * VALUE_BITS + 7) / 8) - 1 downto 0);
    s_axis_tvalid : in  std_logic;
    s_axis_tready : out std_logic;
    s_axis_tlast  : in  std_logic;
    m_axis_tdata  : out std_logic_vector(8 * ((LANES * VALUE_BITS + 7) / 8) - 1 downto 0);
    m_axis_tvalid : out std_logic;
    m_axis_tready : in  std_logic;
    m_axis_tlast  : out std_logic;
    wrong_last    : out std_logic
  );
end entity max_pool;

architecture rtl of max_pool is

  constant PLACES       : positive := WIDTH / KERNEL * FOLDS;
  constant ADDRESS_BITS : positive := maximum(ceil_log2(PLACES), 1);
  constant BITS         : positive := LANES * VALUE_BITS;
  constant FIFO_DEPTH   : positive := 16;

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
  signal result        : std_logic_vector(BITS - 1 downto 0);
  signal returned      : std_logic;
  signal leaving       : std_logic_vector(BITS downto 0);  -- with TLAST
  signal offered       : std_logic_vector(BITS downto 0);

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

  -- ===== maxima

  lane : for p in 0 to LANES - 1 generate
    fold : entity work.pool_fold
      generic map (
        MAXIMUM      => 1,
        VALUE_SIGNED => VALUE_SIGNED,
        VALUE_BITS   => VALUE_BITS,
        RESULT_BITS  => VALUE_BITS,
        PLACES       => PLACES,
        ADDRESS_BITS => ADDRESS_BITS
      )
      port map (
        aclk    => aclk,
        step    => step,
        value   => entered(p * VALUE_BITS + VALUE_BITS - 1 downto p * VALUE_BITS),
        address => address,
        first   => first,
        result  => result(p * VALUE_BITS + VALUE_BITS - 1 downto p * VALUE_BITS)
      );
  end generate lane;

  -- ===== output

  returned <= m_axis_tvalid and m_axis_tready;
  leaving  <= last_q(1) & result;

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
      WIDTH => BITS + 1,
      DEPTH => FIFO_DEPTH
    )
    port map (
      aclk          => aclk,
      aresetn       => aresetn,
      pause         => '0',
      s_axis_tdata  => leaving,
      s_axis_tvalid => complete_q(1),
      s_axis_tready => open,
      m_axis_tdata  => offered,
      m_axis_tvalid => m_axis_tvalid,
      m_axis_tready => m_axis_tready
    );

  m_axis_tlast <= offered(BITS);
  m_axis_tdata <= std_logic_vector(resize(unsigned(offered(BITS - 1 downto 0)), m_axis_tdata'length));
  wrong_last   <= wrong_q;

end architecture rtl;
