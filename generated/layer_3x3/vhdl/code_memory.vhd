-- code_memory: the stored words of two sets, one in use while the other is loaded.
--
-- A word holds a beat's codes for all elements. It is cut into slices without regard to codes, so that codes of any
-- width fill the memories: one memory a slice. words shows the place of two cycles before the pointer; step, restart
-- and swap move the pointer (see read_pointer).
--
-- With LANE_SKEW = 1 every lane has memories of its own and is read p cycles later.
library ieee;
use ieee.std_logic_1164.all;

entity code_memory is
  generic (
    ELEMENTS     : positive := 16;
    LANES        : positive := 4;
    WORD_BITS    : positive := 4;
    SET_WORDS    : positive := 36;
    LANE_SKEW    : natural  := 0;
    SLICE_BITS   : positive := 36;
    SLICES       : positive := 8;  -- of all memories together
    IN_BLOCK_RAM : natural  := 1;  -- 1: block RAM, 0: distributed RAM
    ADDRESS_BITS : positive := 7   -- of 2 * SET_WORDS words
  );
  port (
    aclk          : in  std_logic;
    aresetn       : in  std_logic;
    write_slice   : in  std_logic_vector(SLICES - 1 downto 0);
    write_address : in  std_logic_vector(ADDRESS_BITS - 1 downto 0);
    write_data    : in  std_logic_vector(SLICE_BITS - 1 downto 0);
    swap          : in  std_logic;
    step          : in  std_logic;
    restart       : in  std_logic;
    words         : out std_logic_vector(ELEMENTS * LANES * WORD_BITS - 1 downto 0)
  );
end entity code_memory;

architecture rtl of code_memory is

  function group_count return positive is
  begin
    if LANE_SKEW /= 0 then
      return LANES;
    end if;
    return 1;
  end function group_count;

  constant GROUPS       : positive := group_count;
  constant GROUP_BITS   : positive := ELEMENTS * LANES * WORD_BITS / GROUPS;
  constant GROUP_SLICES : positive := SLICES / GROUPS;

  signal read_address : std_logic_vector(ADDRESS_BITS - 1 downto 0);

begin

  pointer : entity work.read_pointer
    generic map (
      HALF         => SET_WORDS,
      USED         => SET_WORDS,
      ADDRESS_BITS => ADDRESS_BITS
    )
    port map (
      aclk    => aclk,
      aresetn => aresetn,
      swap    => swap,
      step    => step,
      restart => restart,
      address => read_address
    );

  lane_group : for g in 0 to GROUPS - 1 generate
    signal group_address : std_logic_vector(ADDRESS_BITS - 1 downto 0);
    signal group_data    : std_logic_vector(GROUP_BITS - 1 downto 0);
    signal group_words_q : std_logic_vector(GROUP_BITS - 1 downto 0);
  begin
    skew : entity work.delay_line
      generic map (WIDTH => ADDRESS_BITS, CYCLES => g)
      port map (aclk => aclk, d => read_address, q => group_address);

    slice : for s in 0 to GROUP_SLICES - 1 generate
      constant SLICE_LOW : natural  := s * SLICE_BITS;
      constant BITS      : positive := minimum(GROUP_BITS - SLICE_LOW, SLICE_BITS);
    begin
      slice_memory : entity work.two_port_memory
        generic map (
          WIDTH        => BITS,
          DEPTH        => 2 * SET_WORDS,
          ADDRESS_BITS => ADDRESS_BITS,
          IN_BLOCK_RAM => IN_BLOCK_RAM
        )
        port map (
          aclk          => aclk,
          write         => write_slice(g * GROUP_SLICES + s),
          write_address => write_address,
          write_data    => write_data(BITS - 1 downto 0),
          read_address  => group_address,
          data          => group_data(SLICE_LOW + BITS - 1 downto SLICE_LOW)
        );
    end generate slice;

    keep : process (aclk) is
    begin
      if rising_edge(aclk) then
        group_words_q <= group_data;
      end if;
    end process keep;

    together : if GROUPS = 1 generate
      words <= group_words_q;
    end generate together;

    apart : if GROUPS > 1 generate
      element : for n in 0 to ELEMENTS - 1 generate
        words((n * LANES + g + 1) * WORD_BITS - 1 downto (n * LANES + g) * WORD_BITS) <=
          group_words_q(n * WORD_BITS + WORD_BITS - 1 downto n * WORD_BITS);
      end generate element;
    end generate apart;
  end generate lane_group;

end architecture rtl;
