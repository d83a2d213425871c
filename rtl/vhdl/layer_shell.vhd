-- layer_shell: a convolution layer without its processing elements.
--
-- Takes an image as a stream, presents it to the processing elements beat by beat, collects their sums and gives out
-- the requantised image. A beat is LANES input channels of one kernel tap together with the stored words of all
-- elements. Every element sums LANES products a beat; IN_FOLDS * KERNEL * KERNEL beats make one output channel of one
-- pixel in every element, OUT_FOLDS such groups make a pixel. rtl/README.md explains the machine from the top.
--
-- The elements' contract:
--   - beat_x and beat_words belong together where beat_valid is '1'; beat_first marks the first beat of a sum. Between
--     valid beats both may hold anything.
--   - sums holds element n's finished sum ELEMENT_LATENCY cycles after the cycle in which its last beat was visible. It
--     need not hold it any longer: the shell takes it in exactly that cycle.
--   - With LANE_SKEW = 1 lane p of beat_x and beat_words is presented p cycles later; beat_valid and beat_first
--     belong to lane 0, and so does the beat from which ELEMENT_LATENCY counts.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity layer_shell is
  generic (
    -- Shape of the layer. OUT_HEIGHT and OUT_WIDTH say how far padding reaches below and to the right.
    IN_CHANNELS      : positive := 16;
    OUT_CHANNELS     : positive := 16;
    HEIGHT           : positive := 8;
    WIDTH            : positive := 8;
    KERNEL           : positive := 3;
    STRIDE           : positive := 1;
    PAD_TOP          : natural  := 1;    -- 0 .. KERNEL - 1
    PAD_LEFT         : natural  := 1;    -- 0 .. KERNEL - 1
    OUT_HEIGHT       : positive := 8;
    OUT_WIDTH        : positive := 8;
    -- Parallelism.
    LANES            : positive := 4;    -- input channels a beat
    ELEMENTS         : positive := 16;   -- processing elements
    READ_WIDTH       : positive := 1;    -- results at once; divides ELEMENTS and OUT_CHANNELS
    -- Widths.
    INPUT_BITS       : positive := 8;
    WORD_BITS        : positive := 4;    -- stored word of one multiplier
    ACCUMULATOR_BITS : positive := 20;   -- two's complement
    BIAS_BITS        : positive := 16;   -- two's complement, at most 46
    FACTOR_BITS      : positive := 16;   -- unsigned, at most 16
    -- Requantisation: clamp((max(sum + bias, 0 if RELU) * factor + 2^(SHIFT-1)) >> SHIFT, OUTPUT_LOW, OUTPUT_HIGH).
    SHIFT            : positive := 16;   -- 1 .. 40
    RELU             : natural  := 1;
    OUTPUT_BITS      : positive := 8;
    OUTPUT_LOW       : integer  := 0;
    OUTPUT_HIGH      : integer  := 255;
    REQUANTISER      : natural  := 1;    -- 0: DSP blocks, 1: an array of carry chains, 2: one carry chain over several
                                         -- cycles
    STYLE            : natural  := 0;    -- of the requantiser's chains, 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2
                                         -- and CARRY8
    -- The elements.
    ELEMENT_LATENCY  : positive := 4;
    LANE_SKEW        : natural  := 0;
    -- Memories.
    CODE_SLICE_BITS  : positive := 36;   -- width of one memory of stored words, at most 36
    CODE_RAM_STYLE   : natural  := 0;    -- 0: block RAM, 1: distributed RAM
    ROW_SLOTS        : positive := 4     -- rows of the input that fit; at least KERNEL + STRIDE
  );
  port (
    aclk               : in  std_logic;
    aresetn            : in  std_logic;
    -- Input image: pixel by pixel, for each pixel ceil(IN_CHANNELS / LANES) beats, the lowest lane in the lowest bits.
    s_axis_tdata       : in  std_logic_vector(8 * ((LANES * INPUT_BITS + 7) / 8) - 1 downto 0);
    s_axis_tvalid      : in  std_logic;
    s_axis_tready      : out std_logic;
    s_axis_tlast       : in  std_logic;
    -- Stored words, biases and factors; rtl/README.md has the order.
    s_axis_code_tdata  : in  std_logic_vector(63 downto 0);
    s_axis_code_tvalid : in  std_logic;
    s_axis_code_tready : out std_logic;
    s_axis_code_tlast  : in  std_logic;
    -- Output image: pixel by pixel, READ_WIDTH channels a beat in channel order.
    m_axis_tdata       : out std_logic_vector(8 * ((READ_WIDTH * OUTPUT_BITS + 7) / 8) - 1 downto 0);
    m_axis_tvalid      : out std_logic;
    m_axis_tready      : in  std_logic;
    m_axis_tlast       : out std_logic;
    -- Registers.
    s_axi_awaddr       : in  std_logic_vector(7 downto 0);
    s_axi_awvalid      : in  std_logic;
    s_axi_awready      : out std_logic;
    s_axi_wdata        : in  std_logic_vector(31 downto 0);
    s_axi_wstrb        : in  std_logic_vector(3 downto 0);
    s_axi_wvalid       : in  std_logic;
    s_axi_wready       : out std_logic;
    s_axi_bresp        : out std_logic_vector(1 downto 0);
    s_axi_bvalid       : out std_logic;
    s_axi_bready       : in  std_logic;
    s_axi_araddr       : in  std_logic_vector(7 downto 0);
    s_axi_arvalid      : in  std_logic;
    s_axi_arready      : out std_logic;
    s_axi_rdata        : out std_logic_vector(31 downto 0);
    s_axi_rresp        : out std_logic_vector(1 downto 0);
    s_axi_rvalid       : out std_logic;
    s_axi_rready       : in  std_logic;
    -- To and from the processing elements, element n's lane p at place n * LANES + p, the lowest place in the lowest
    -- bits.
    beat_valid         : out std_logic;
    beat_first         : out std_logic;
    beat_x             : out std_logic_vector(LANES * INPUT_BITS - 1 downto 0);
    beat_words         : out std_logic_vector(ELEMENTS * LANES * WORD_BITS - 1 downto 0);
    sums               : in  std_logic_vector(ELEMENTS * ACCUMULATOR_BITS - 1 downto 0)
  );
end entity layer_shell;

architecture rtl of layer_shell is

  function choose(condition : boolean; number_if : integer; number_else : integer) return integer is
  begin
    if condition then
      return number_if;
    end if;
    return number_else;
  end function choose;

  constant IN_FOLDS     : positive := (IN_CHANNELS + LANES - 1) / LANES;
  constant OUT_FOLDS    : positive := (OUT_CHANNELS + ELEMENTS - 1) / ELEMENTS;
  constant LAST_FOLD    : positive := OUT_CHANNELS - (OUT_FOLDS - 1) * ELEMENTS;  -- channels of the last output fold
  constant GROUP_BEATS  : positive := KERNEL * KERNEL * IN_FOLDS;
  constant SET_WORDS    : positive := OUT_FOLDS * GROUP_BEATS;
  constant FULL_RESULTS : positive := ELEMENTS / READ_WIDTH;                      -- beats of results a group
  constant LAST_RESULTS : positive := LAST_FOLD / READ_WIDTH;

  constant SLOT_BITS   : positive := ceil_log2(ROW_SLOTS + 1);
  constant WINDOW_BITS : positive := maximum(ceil_log2(ROW_SLOTS * WIDTH * IN_FOLDS), 1);
  constant CODE_BITS   : positive := ceil_log2(2 * SET_WORDS);
  constant SKEW_GROUPS : positive := choose(LANE_SKEW /= 0, LANES, 1);
  constant GROUP_BITS  : positive := ELEMENTS * LANES * WORD_BITS / SKEW_GROUPS;
  constant SLICES      : positive := SKEW_GROUPS * ((GROUP_BITS + CODE_SLICE_BITS - 1) / CODE_SLICE_BITS);

  -- The FIFO holds what may be on its way while groups follow each other as fast as they can. BEHIND bounds the cycles
  -- from a group's end to its first result's departure.
  constant INTERVAL   : positive := choose(REQUANTISER = 2, FACTOR_BITS / 2 + 1, 1);
  constant SPACING    : positive := maximum(GROUP_BEATS, FULL_RESULTS * INTERVAL);
  constant BEHIND     : positive := ELEMENT_LATENCY + FACTOR_BITS / 2 + 18;
  constant ON_THE_WAY : positive := FULL_RESULTS * (2 + BEHIND / SPACING);
  constant FIFO_DEPTH : positive := maximum(2**ceil_log2(ON_THE_WAY), 16);
  constant FIFO_BITS  : positive := READ_WIDTH * OUTPUT_BITS;

  -- Control.
  signal resetn_q         : std_logic;  -- everything but the registers' interface follows soft resets
  signal clear            : std_logic;
  signal halt             : std_logic;
  signal go               : std_logic;
  signal swap             : std_logic;
  signal swap_q           : std_logic;  -- for memories and loader: the first beat of a run is read later still
  signal set_waiting      : std_logic;
  signal output_idle      : std_logic;
  signal image_done       : std_logic;
  signal waits_for_input  : std_logic;
  signal waits_for_output : std_logic;
  signal early_last       : std_logic;
  signal late_last        : std_logic;
  signal code_short       : std_logic;
  signal code_long        : std_logic;
  signal images           : std_logic_vector(15 downto 0);

  -- Activations.
  signal row_stored         : std_logic;
  signal rows_released      : std_logic_vector(SLOT_BITS downto 0);
  signal read_address       : std_logic_vector(WINDOW_BITS - 1 downto 0);
  signal read_zero          : std_logic;
  signal may_finish         : std_logic;
  signal finish             : std_logic;
  signal finish_last_fold   : std_logic;
  signal code_step          : std_logic;
  signal code_restart       : std_logic;
  signal beat_last          : std_logic;
  signal beat_last_fold     : std_logic;
  signal beat_last_of_image : std_logic;

  -- Stored words and parameters.
  signal load_data         : std_logic_vector(63 downto 0);
  signal load_slice        : std_logic_vector(SLICES - 1 downto 0);
  signal load_address      : std_logic_vector(CODE_BITS - 1 downto 0);
  signal load_parameter    : std_logic;
  signal parameter_step    : std_logic;
  signal parameter_restart : std_logic;
  signal bias              : std_logic_vector(READ_WIDTH * BIAS_BITS - 1 downto 0);
  signal factor            : std_logic_vector(READ_WIDTH * FACTOR_BITS - 1 downto 0);

  -- Sums and results.
  signal result_taken : std_logic;
  signal capture_q    : std_logic_vector(ELEMENT_LATENCY - 1 downto 0);
  signal tags_early   : std_logic_vector(1 downto 0);
  signal tags_late    : std_logic_vector(1 downto 0);  -- last of image, last fold
  signal sum_valid    : std_logic;
  signal sum_last     : std_logic;
  signal sum          : std_logic_vector(READ_WIDTH * ACCUMULATOR_BITS - 1 downto 0);
  signal result_valid : std_logic_vector(READ_WIDTH - 1 downto 0);  -- all channels' are alike
  signal result_last  : std_logic_vector(READ_WIDTH - 1 downto 0);
  signal result       : std_logic_vector(FIFO_BITS - 1 downto 0);
  signal fifo_input   : std_logic_vector(FIFO_BITS downto 0);
  signal fifo_output  : std_logic_vector(FIFO_BITS downto 0);

begin

  -- ===== control

  output_idle <= not m_axis_tvalid;

  follow_resets : process (aclk) is
  begin
    if rising_edge(aclk) then
      resetn_q <= aresetn and not clear;
      swap_q   <= swap and resetn_q;
    end if;
  end process follow_resets;

  control : entity work.control_registers
    generic map (
      IN_CHANNELS  => IN_CHANNELS,
      OUT_CHANNELS => OUT_CHANNELS,
      HEIGHT       => HEIGHT,
      WIDTH        => WIDTH,
      KERNEL       => KERNEL,
      STRIDE       => STRIDE,
      LANES        => LANES,
      ELEMENTS     => ELEMENTS
    )
    port map (
      aclk             => aclk,
      aresetn          => aresetn,
      s_axi_awaddr     => s_axi_awaddr,
      s_axi_awvalid    => s_axi_awvalid,
      s_axi_awready    => s_axi_awready,
      s_axi_wdata      => s_axi_wdata,
      s_axi_wstrb      => s_axi_wstrb,
      s_axi_wvalid     => s_axi_wvalid,
      s_axi_wready     => s_axi_wready,
      s_axi_bresp      => s_axi_bresp,
      s_axi_bvalid     => s_axi_bvalid,
      s_axi_bready     => s_axi_bready,
      s_axi_araddr     => s_axi_araddr,
      s_axi_arvalid    => s_axi_arvalid,
      s_axi_arready    => s_axi_arready,
      s_axi_rdata      => s_axi_rdata,
      s_axi_rresp      => s_axi_rresp,
      s_axi_rvalid     => s_axi_rvalid,
      s_axi_rready     => s_axi_rready,
      clear            => clear,
      halt             => halt,
      go               => go,
      swap             => swap,
      images           => images,
      set_waiting      => set_waiting,
      output_idle      => output_idle,
      image_done       => image_done,
      waits_for_input  => waits_for_input,
      waits_for_output => waits_for_output,
      early_last       => early_last,
      late_last        => late_last,
      code_short       => code_short,
      code_long        => code_long
    );

  -- ===== activations

  rows : entity work.window_buffer
    generic map (
      IN_CHANNELS  => IN_CHANNELS,
      LANES        => LANES,
      INPUT_BITS   => INPUT_BITS,
      HEIGHT       => HEIGHT,
      WIDTH        => WIDTH,
      ROW_SLOTS    => ROW_SLOTS,
      LANE_SKEW    => LANE_SKEW,
      SLOT_BITS    => SLOT_BITS,
      ADDRESS_BITS => WINDOW_BITS
    )
    port map (
      aclk          => aclk,
      aresetn       => resetn_q,
      discard       => halt,
      s_axis_tdata  => s_axis_tdata,
      s_axis_tvalid => s_axis_tvalid,
      s_axis_tready => s_axis_tready,
      s_axis_tlast  => s_axis_tlast,
      row_stored    => row_stored,
      rows_released => rows_released,
      read_address  => read_address,
      read_zero     => read_zero,
      x             => beat_x,
      early_last    => early_last,
      late_last     => late_last
    );

  sequencer : entity work.window_sequencer
    generic map (
      IN_FOLDS     => IN_FOLDS,
      OUT_FOLDS    => OUT_FOLDS,
      HEIGHT       => HEIGHT,
      WIDTH        => WIDTH,
      KERNEL       => KERNEL,
      STRIDE       => STRIDE,
      PAD_TOP      => PAD_TOP,
      PAD_LEFT     => PAD_LEFT,
      OUT_HEIGHT   => OUT_HEIGHT,
      OUT_WIDTH    => OUT_WIDTH,
      ROW_SLOTS    => ROW_SLOTS,
      SLOT_BITS    => SLOT_BITS,
      ADDRESS_BITS => WINDOW_BITS
    )
    port map (
      aclk               => aclk,
      aresetn            => resetn_q,
      halt               => halt,
      start              => go,
      images             => images,
      row_stored         => row_stored,
      rows_released      => rows_released,
      may_finish         => may_finish,
      finish             => finish,
      finish_last_fold   => finish_last_fold,
      read_address       => read_address,
      read_zero          => read_zero,
      code_step          => code_step,
      code_restart       => code_restart,
      beat_valid         => beat_valid,
      beat_first         => beat_first,
      beat_last          => beat_last,
      beat_last_fold     => beat_last_fold,
      beat_last_of_image => beat_last_of_image,
      waits_for_input    => waits_for_input,
      waits_for_output   => waits_for_output
    );

  -- ===== stored words and parameters

  loader : entity work.code_loader
    generic map (
      SLICES       => SLICES,
      SET_WORDS    => SET_WORDS,
      CHANNELS     => OUT_FOLDS * ELEMENTS,
      ADDRESS_BITS => CODE_BITS
    )
    port map (
      aclk               => aclk,
      aresetn            => resetn_q,
      discard            => halt,
      s_axis_code_tdata  => s_axis_code_tdata,
      s_axis_code_tvalid => s_axis_code_tvalid,
      s_axis_code_tready => s_axis_code_tready,
      s_axis_code_tlast  => s_axis_code_tlast,
      swap               => swap_q,
      set_waiting        => set_waiting,
      data               => load_data,
      write_slice        => load_slice,
      write_address      => load_address,
      write_parameter    => load_parameter,
      too_short          => code_short,
      too_long           => code_long
    );

  codes : entity work.code_memory
    generic map (
      ELEMENTS     => ELEMENTS,
      LANES        => LANES,
      WORD_BITS    => WORD_BITS,
      SET_WORDS    => SET_WORDS,
      LANE_SKEW    => LANE_SKEW,
      SLICE_BITS   => CODE_SLICE_BITS,
      SLICES       => SLICES,
      IN_BLOCK_RAM => choose(CODE_RAM_STYLE = 0, 1, 0),
      ADDRESS_BITS => CODE_BITS
    )
    port map (
      aclk          => aclk,
      aresetn       => resetn_q,
      write_slice   => load_slice,
      write_address => load_address,
      write_data    => load_data(CODE_SLICE_BITS - 1 downto 0),
      swap          => swap_q,
      step          => code_step,
      restart       => code_restart,
      words         => beat_words
    );

  parameters : entity work.parameter_memory
    generic map (
      READ_WIDTH  => READ_WIDTH,
      ROWS        => OUT_FOLDS * FULL_RESULTS,
      USED_ROWS   => OUT_CHANNELS / READ_WIDTH,
      BIAS_BITS   => BIAS_BITS,
      FACTOR_BITS => FACTOR_BITS
    )
    port map (
      aclk       => aclk,
      aresetn    => resetn_q,
      write      => load_parameter,
      write_data => load_data,
      swap       => swap_q,
      step       => parameter_step,
      restart    => parameter_restart,
      bias       => bias,
      factor     => factor
    );

  -- ===== sums and results

  result_taken <= m_axis_tvalid and m_axis_tready;
  image_done   <= result_taken and m_axis_tlast;

  credit : entity work.result_credit
    generic map (
      FIFO_DEPTH  => FIFO_DEPTH,
      FULL        => FULL_RESULTS,
      LAST        => LAST_RESULTS,
      INTERVAL    => INTERVAL,
      GROUP_BEATS => GROUP_BEATS
    )
    port map (
      aclk            => aclk,
      aresetn         => resetn_q,
      issue           => finish,
      issue_last_fold => finish_last_fold,
      returned        => result_taken,
      may_issue       => may_finish
    );

  -- A group's last beat and what is known of it, when the elements' sums are finished.
  await_sums : process (aclk) is
  begin
    if rising_edge(aclk) then
      if resetn_q = '0' then
        capture_q <= (others => '0');
      else
        capture_q    <= std_logic_vector(shift_left(unsigned(capture_q), 1));
        capture_q(0) <= beat_last;
      end if;
    end if;
  end process await_sums;

  tags_early <= beat_last_fold & (beat_last_fold and beat_last_of_image);

  capture_tags : entity work.delay_line
    generic map (WIDTH => 2, CYCLES => ELEMENT_LATENCY)
    port map (aclk => aclk, d => tags_early, q => tags_late);

  shadows : entity work.readout
    generic map (
      ELEMENTS         => ELEMENTS,
      READ_WIDTH       => READ_WIDTH,
      ACCUMULATOR_BITS => ACCUMULATOR_BITS,
      FULL             => FULL_RESULTS,
      LAST             => LAST_RESULTS,
      INTERVAL         => INTERVAL
    )
    port map (
      aclk                  => aclk,
      aresetn               => resetn_q,
      capture               => capture_q(ELEMENT_LATENCY - 1),
      capture_last_fold     => tags_late(1),
      capture_last_of_image => tags_late(0),
      sums                  => sums,
      parameter_step        => parameter_step,
      parameter_restart     => parameter_restart,
      result_valid          => sum_valid,
      result_last           => sum_last,
      result                => sum
    );

  channel : for g in 0 to READ_WIDTH - 1 generate
    requantise : entity work.requantiser
      generic map (
        KIND             => REQUANTISER,
        STYLE            => STYLE,
        ACCUMULATOR_BITS => ACCUMULATOR_BITS,
        BIAS_BITS        => BIAS_BITS,
        FACTOR_BITS      => FACTOR_BITS,
        SHIFT            => SHIFT,
        RELU             => RELU,
        OUTPUT_BITS      => OUTPUT_BITS,
        LOW              => OUTPUT_LOW,
        HIGH             => OUTPUT_HIGH
      )
      port map (
        aclk         => aclk,
        aresetn      => resetn_q,
        sum_valid    => sum_valid,
        sum_last     => sum_last,
        sum          => sum(g * ACCUMULATOR_BITS + ACCUMULATOR_BITS - 1 downto g * ACCUMULATOR_BITS),
        bias         => bias(g * BIAS_BITS + BIAS_BITS - 1 downto g * BIAS_BITS),
        factor       => factor(g * FACTOR_BITS + FACTOR_BITS - 1 downto g * FACTOR_BITS),
        result_valid => result_valid(g),
        result_last  => result_last(g),
        result       => result(g * OUTPUT_BITS + OUTPUT_BITS - 1 downto g * OUTPUT_BITS)
      );
  end generate channel;

  fifo_input <= result_last(0) & result;

  -- Always ready: the credit sees to that.
  results : entity work.stream_fifo
    generic map (
      WIDTH => FIFO_BITS + 1,
      DEPTH => FIFO_DEPTH
    )
    port map (
      aclk          => aclk,
      aresetn       => resetn_q,
      pause         => halt,
      s_axis_tdata  => fifo_input,
      s_axis_tvalid => result_valid(0),
      s_axis_tready => open,
      m_axis_tdata  => fifo_output,
      m_axis_tvalid => m_axis_tvalid,
      m_axis_tready => m_axis_tready
    );

  m_axis_tlast <= fifo_output(FIFO_BITS);
  m_axis_tdata <= std_logic_vector(resize(unsigned(fifo_output(FIFO_BITS - 1 downto 0)), m_axis_tdata'length));

end architecture rtl;
