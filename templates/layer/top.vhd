{{> templates/layer/header}}

library ieee;
use ieee.std_logic_1164.all;

entity {{module}} is
  port (
    aclk    : in std_logic;
    aresetn : in std_logic;
    -- the image
    s_axis_tdata  : in  std_logic_vector({{in_high}} downto 0);
    s_axis_tvalid : in  std_logic;
    s_axis_tready : out std_logic;
    s_axis_tlast  : in  std_logic;
    -- codes, biases and factors
    s_axis_code_tdata  : in  std_logic_vector(63 downto 0);
    s_axis_code_tvalid : in  std_logic;
    s_axis_code_tready : out std_logic;
    s_axis_code_tlast  : in  std_logic;
    -- the result
    m_axis_tdata  : out std_logic_vector({{out_high}} downto 0);
    m_axis_tvalid : out std_logic;
    m_axis_tready : in  std_logic;
    m_axis_tlast  : out std_logic;
    -- registers
    s_axi_awaddr  : in  std_logic_vector(7 downto 0);
    s_axi_awvalid : in  std_logic;
    s_axi_awready : out std_logic;
    s_axi_wdata   : in  std_logic_vector(31 downto 0);
    s_axi_wstrb   : in  std_logic_vector(3 downto 0);
    s_axi_wvalid  : in  std_logic;
    s_axi_wready  : out std_logic;
    s_axi_bresp   : out std_logic_vector(1 downto 0);
    s_axi_bvalid  : out std_logic;
    s_axi_bready  : in  std_logic;
    s_axi_araddr  : in  std_logic_vector(7 downto 0);
    s_axi_arvalid : in  std_logic;
    s_axi_arready : out std_logic;
    s_axi_rdata   : out std_logic_vector(31 downto 0);
    s_axi_rresp   : out std_logic_vector(1 downto 0);
    s_axi_rvalid  : out std_logic;
    s_axi_rready  : in  std_logic
  );
end entity {{module}};

architecture structure of {{module}} is

  signal beat_valid, beat_first : std_logic;
  signal beat_x     : std_logic_vector({{x_high}} downto 0);
  signal beat_words : std_logic_vector({{words_high}} downto 0);
  signal sums       : std_logic_vector({{sums_high}} downto 0);

begin

  shell : entity work.layer_shell
    generic map (
      IN_CHANNELS => {{in_channels}}, OUT_CHANNELS => {{out_channels}}, HEIGHT => {{height}}, WIDTH => {{width}},
      KERNEL => {{kernel}}, STRIDE => {{stride}}, PAD_TOP => {{pad_top}}, PAD_LEFT => {{pad_left}},
      OUT_HEIGHT => {{out_height}}, OUT_WIDTH => {{out_width}},
      LANES => {{lanes}}, ELEMENTS => {{elements}}, READ_WIDTH => {{read_width}},
      INPUT_BITS => {{input_bits}}, WORD_BITS => {{word_bits}}, ACCUMULATOR_BITS => {{accumulator_bits}},
      BIAS_BITS => {{bias_bits}}, FACTOR_BITS => {{factor_bits}}, SHIFT => {{shift}}, RELU => {{relu}},
      OUTPUT_BITS => {{output_bits}}, OUTPUT_LOW => {{output_low}}, OUTPUT_HIGH => {{output_high}},
      REQUANTISER => {{requantiser}}, STYLE => {{style}}, ELEMENT_LATENCY => {{element_latency}}, LANE_SKEW => {{lane_skew}},
      CODE_SLICE_BITS => {{slice_bits}}, CODE_RAM_STYLE => {{ram_style}}, ROW_SLOTS => {{row_slots}}
    )
    port map (
      aclk => aclk, aresetn => aresetn,
      s_axis_tdata => s_axis_tdata, s_axis_tvalid => s_axis_tvalid, s_axis_tready => s_axis_tready,
      s_axis_tlast => s_axis_tlast,
      s_axis_code_tdata => s_axis_code_tdata, s_axis_code_tvalid => s_axis_code_tvalid,
      s_axis_code_tready => s_axis_code_tready, s_axis_code_tlast => s_axis_code_tlast,
      m_axis_tdata => m_axis_tdata, m_axis_tvalid => m_axis_tvalid, m_axis_tready => m_axis_tready,
      m_axis_tlast => m_axis_tlast,
      s_axi_awaddr => s_axi_awaddr, s_axi_awvalid => s_axi_awvalid, s_axi_awready => s_axi_awready,
      s_axi_wdata => s_axi_wdata, s_axi_wstrb => s_axi_wstrb, s_axi_wvalid => s_axi_wvalid,
      s_axi_wready => s_axi_wready, s_axi_bresp => s_axi_bresp, s_axi_bvalid => s_axi_bvalid,
      s_axi_bready => s_axi_bready, s_axi_araddr => s_axi_araddr, s_axi_arvalid => s_axi_arvalid,
      s_axi_arready => s_axi_arready, s_axi_rdata => s_axi_rdata, s_axi_rresp => s_axi_rresp,
      s_axi_rvalid => s_axi_rvalid, s_axi_rready => s_axi_rready,
      beat_valid => beat_valid, beat_first => beat_first, beat_x => beat_x, beat_words => beat_words, sums => sums
    );

  elements : entity work.{{elements_module}}
    port map (
      aclk => aclk, beat_valid => beat_valid, beat_first => beat_first, beat_x => beat_x, beat_words => beat_words,
      sums => sums
    );

end architecture structure;
