-- residual_add: two streams rescaled to one scale and added, value by value:
--   y = clamp((a * FACTOR_A + b * FACTOR_B + 2^(SHIFT-1)) >> SHIFT, LOW, HIGH).
--
-- Streams as of the layers, LANES values a beat. Both inputs are taken together, and only if the FIFO has room for the
-- result. TLAST follows input a; wrong_last pulses where the inputs' TLAST differ.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity residual_add is
  generic (
    LANES       : positive := 1;
    A_BITS      : positive := 8;
    A_SIGNED    : natural  := 0;
    B_BITS      : positive := 8;
    B_SIGNED    : natural  := 0;
    FACTOR_BITS : positive := 16;
    FACTOR_A    : natural  := 32768;
    FACTOR_B    : natural  := 32768;
    SHIFT       : positive := 16;
    OUTPUT_BITS : positive := 8;
    LOW         : integer  := 0;
    HIGH        : integer  := 255
  );
  port (
    aclk            : in  std_logic;
    aresetn         : in  std_logic;
    s_axis_a_tdata  : in  std_logic_vector(8 * ((LANES * A_BITS + 7) / 8) - 1 downto 0);
    s_axis_a_tvalid : in  std_logic;
    s_axis_a_tready : out std_logic;
    s_axis_a_tlast  : in  std_logic;
    s_axis_b_tdata  : in  std_logic_vector(8 * ((LANES * B_BITS + 7) / 8) - 1 downto 0);
    s_axis_b_tvalid : in  std_logic;
    s_axis_b_tready : out std_logic;
    s_axis_b_tlast  : in  std_logic;
    m_axis_tdata    : out std_logic_vector(8 * ((LANES * OUTPUT_BITS + 7) / 8) - 1 downto 0);
    m_axis_tvalid   : out std_logic;
    m_axis_tready   : in  std_logic;
    m_axis_tlast    : out std_logic;
    wrong_last      : out std_logic
  );
end entity residual_add;

architecture rtl of residual_add is

  constant A_WIDTH     : positive := LANES * A_BITS;
  constant B_WIDTH     : positive := LANES * B_BITS;
  constant RESULT_BITS : positive := LANES * OUTPUT_BITS;
  constant FIFO_DEPTH  : positive := 16;
  constant LATENCY     : positive := 5;  -- operands, products, sum, and two of clamp
  constant SUM_BITS    : positive := maximum(maximum(A_BITS, B_BITS) + FACTOR_BITS, SHIFT) + 3;

  constant HALF    : signed(SUM_BITS - 1 downto 0) := signed(power_of_two(SHIFT - 1, SUM_BITS));
  constant TIMES_A : signed(FACTOR_BITS downto 0)  := signed('0' & to_bits(FACTOR_A, FACTOR_BITS));
  constant TIMES_B : signed(FACTOR_BITS downto 0)  := signed('0' & to_bits(FACTOR_B, FACTOR_BITS));

  signal arriving_a : std_logic_vector(A_WIDTH downto 0);  -- with TLAST, as are a and b
  signal arriving_b : std_logic_vector(B_WIDTH downto 0);
  signal a          : std_logic_vector(A_WIDTH downto 0);
  signal b          : std_logic_vector(B_WIDTH downto 0);
  signal a_valid    : std_logic;
  signal b_valid    : std_logic;
  signal may_issue  : std_logic;
  signal step       : std_logic;
  signal valid_q    : std_logic_vector(LATENCY - 1 downto 0);
  signal wrong_q    : std_logic;
  signal last       : std_logic;
  signal result     : std_logic_vector(RESULT_BITS - 1 downto 0);
  signal returned   : std_logic;
  signal leaving    : std_logic_vector(RESULT_BITS downto 0);  -- with TLAST
  signal offered    : std_logic_vector(RESULT_BITS downto 0);

  -- An operand with room for its sign.
  function widened(number : std_logic_vector; is_signed : natural) return signed is
  begin
    if is_signed /= 0 then
      return resize(signed(number), number'length + 1);
    end if;
    return signed('0' & number);
  end function widened;

begin

  -- ===== inputs: cut, so that each one's ready may depend on the other's valid

  arriving_a <= s_axis_a_tlast & s_axis_a_tdata(A_WIDTH - 1 downto 0);
  arriving_b <= s_axis_b_tlast & s_axis_b_tdata(B_WIDTH - 1 downto 0);
  step       <= a_valid and b_valid and may_issue;

  cut_a : entity work.skid_buffer
    generic map (WIDTH => A_WIDTH + 1)
    port map (
      aclk          => aclk,
      aresetn       => aresetn,
      s_axis_tdata  => arriving_a,
      s_axis_tvalid => s_axis_a_tvalid,
      s_axis_tready => s_axis_a_tready,
      m_axis_tdata  => a,
      m_axis_tvalid => a_valid,
      m_axis_tready => step
    );

  cut_b : entity work.skid_buffer
    generic map (WIDTH => B_WIDTH + 1)
    port map (
      aclk          => aclk,
      aresetn       => aresetn,
      s_axis_tdata  => arriving_b,
      s_axis_tvalid => s_axis_b_tvalid,
      s_axis_tready => s_axis_b_tready,
      m_axis_tdata  => b,
      m_axis_tvalid => b_valid,
      m_axis_tready => step
    );

  -- ===== values

  lane : for p in 0 to LANES - 1 generate
    signal a_q         : signed(A_BITS downto 0);
    signal b_q         : signed(B_BITS downto 0);
    signal product_a_q : signed(SUM_BITS - 1 downto 0);
    signal product_b_q : signed(SUM_BITS - 1 downto 0);
    signal sum_q       : signed(SUM_BITS - 1 downto 0);
  begin
    rescale : process (aclk) is
    begin
      if rising_edge(aclk) then
        a_q         <= widened(a(p * A_BITS + A_BITS - 1 downto p * A_BITS), A_SIGNED);
        b_q         <= widened(b(p * B_BITS + B_BITS - 1 downto p * B_BITS), B_SIGNED);
        product_a_q <= resize(a_q * TIMES_A, SUM_BITS);
        product_b_q <= resize(b_q * TIMES_B, SUM_BITS) + HALF;
        sum_q       <= product_a_q + product_b_q;
      end if;
    end process rescale;

    limiter : entity work.clamp
      generic map (
        VALUE_BITS  => SUM_BITS - SHIFT,
        OUTPUT_BITS => OUTPUT_BITS,
        LOW         => LOW,
        HIGH        => HIGH
      )
      port map (
        aclk  => aclk,
        value => std_logic_vector(sum_q(SUM_BITS - 1 downto SHIFT)),
        y     => result(p * OUTPUT_BITS + OUTPUT_BITS - 1 downto p * OUTPUT_BITS)
      );
  end generate lane;

  accompany : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' then
        valid_q <= (others => '0');
        wrong_q <= '0';
      else
        valid_q <= valid_q(LATENCY - 2 downto 0) & step;
        wrong_q <= step and (a(A_WIDTH) xor b(B_WIDTH));
      end if;
    end if;
  end process accompany;

  last_tag : entity work.delay_line
    generic map (WIDTH => 1, CYCLES => LATENCY)
    port map (aclk => aclk, d(0) => a(A_WIDTH), q(0) => last);

  -- ===== output

  returned <= m_axis_tvalid and m_axis_tready;
  leaving  <= last & result;

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
      issue           => step,
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
      s_axis_tvalid => valid_q(LATENCY - 1),
      s_axis_tready => open,
      m_axis_tdata  => offered,
      m_axis_tvalid => m_axis_tvalid,
      m_axis_tready => m_axis_tready
    );

  m_axis_tlast <= offered(RESULT_BITS);
  m_axis_tdata <= std_logic_vector(resize(unsigned(offered(RESULT_BITS - 1 downto 0)), m_axis_tdata'length));
  wrong_last   <= wrong_q;

end architecture rtl;
