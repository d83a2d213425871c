-- window_buffer: the rows of the input image that the layer still needs, in one memory.
--
-- The write side takes the stream beat by beat into ROW_SLOTS rows, one after another and round and round over rows and
-- images. It takes a row only if a slot is free: a slot is taken when the row before is complete, and given back
-- through rows_released. row_stored pulses when a row is complete. Lanes beyond IN_CHANNELS are stored as 0.
--
-- The read side gives x two cycles after read_address; with read_zero (padding) it is 0. LANE_SKEW delays lane p by p
-- more.
--
-- A TLAST too early or missing pulses early_last or late_last. While discard is '1', beats are taken and lost.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity window_buffer is
  generic (
    IN_CHANNELS  : positive := 16;
    LANES        : positive := 4;
    INPUT_BITS   : positive := 8;
    HEIGHT       : positive := 8;
    WIDTH        : positive := 8;
    ROW_SLOTS    : positive := 4;
    LANE_SKEW    : natural  := 0;
    SLOT_BITS    : positive := 3;  -- holds ROW_SLOTS
    ADDRESS_BITS : positive := 7   -- of ROW_SLOTS * WIDTH * ceil(IN_CHANNELS / LANES) words
  );
  port (
    aclk          : in  std_logic;
    aresetn       : in  std_logic;
    discard       : in  std_logic;
    s_axis_tdata  : in  std_logic_vector(8 * ((LANES * INPUT_BITS + 7) / 8) - 1 downto 0);
    s_axis_tvalid : in  std_logic;
    s_axis_tready : out std_logic;
    s_axis_tlast  : in  std_logic;
    row_stored    : out std_logic;
    rows_released : in  std_logic_vector(SLOT_BITS downto 0);  -- less one
    read_address  : in  std_logic_vector(ADDRESS_BITS - 1 downto 0);
    read_zero     : in  std_logic;
    x             : out std_logic_vector(LANES * INPUT_BITS - 1 downto 0);
    early_last    : out std_logic;
    late_last     : out std_logic
  );
end entity window_buffer;

architecture rtl of window_buffer is

  constant IN_FOLDS   : positive := (IN_CHANNELS + LANES - 1) / LANES;
  constant USED_LANES : positive := IN_CHANNELS - (IN_FOLDS - 1) * LANES;  -- in the last fold
  constant ROW_WORDS  : positive := WIDTH * IN_FOLDS;
  constant WORDS      : positive := ROW_SLOTS * ROW_WORDS;
  constant BITS       : positive := LANES * INPUT_BITS;

  -- Write side.
  signal ready_q         : std_logic;
  signal free_q          : unsigned(SLOT_BITS downto 0);      -- slots beside the one that is being written, less one:
                                                              -- the sign says "none"
  signal free_sum        : unsigned(SLOT_BITS + 1 downto 0);
  signal write_q         : std_logic;
  signal wrap_q          : std_logic;
  signal write_address_q : unsigned(ADDRESS_BITS - 1 downto 0);
  signal stored_q        : std_logic;
  signal early_q         : std_logic;
  signal late_q          : std_logic;

  signal accept         : std_logic;
  signal row_end        : std_logic;
  signal image_row_last : std_logic;
  signal slot_last      : std_logic;
  signal fold_last      : std_logic;
  signal row_done       : std_logic;
  signal image_end      : std_logic;
  signal want_slot      : std_logic;
  signal take_slot      : std_logic;
  signal data           : std_logic_vector(BITS - 1 downto 0);

  -- Read side.
  signal read_data : std_logic_vector(BITS - 1 downto 0);
  signal zero_q    : std_logic;
  signal x_q       : std_logic_vector(BITS - 1 downto 0);

  function skew_of(index : natural) return natural is
  begin
    if LANE_SKEW /= 0 then
      return index;
    end if;
    return 0;
  end function skew_of;

  function in_block_memory return natural is
  begin
    if WORDS > 64 then
      return 1;
    end if;
    return 0;
  end function in_block_memory;

begin

  -- ===== write side

  accept    <= s_axis_tvalid and ready_q;
  row_done  <= accept and row_end;
  image_end <= row_end and image_row_last;
  want_slot <= (s_axis_tvalid and row_end) or not ready_q;  -- row_done, or none
  take_slot <= want_slot and not free_q(SLOT_BITS);
  -- One adder: of the two that are less by one, one makes up for a slot that is taken, else the carry does.
  free_sum  <= (free_q & '1') + (unsigned(rows_released) & not take_slot);

  beats : entity work.loop_counter
    generic map (COUNT => ROW_WORDS)
    port map (aclk => aclk, aresetn => aresetn, step => accept, last => row_end);

  rows : entity work.loop_counter
    generic map (COUNT => HEIGHT)
    port map (aclk => aclk, aresetn => aresetn, step => row_done, last => image_row_last);

  slots : entity work.loop_counter
    generic map (COUNT => ROW_SLOTS)
    port map (aclk => aclk, aresetn => aresetn, step => row_done, last => slot_last);

  partial_fold : if USED_LANES < LANES generate
    folds : entity work.loop_counter
      generic map (COUNT => IN_FOLDS)
      port map (aclk => aclk, aresetn => aresetn, step => accept, last => fold_last);
  end generate partial_fold;

  full_folds : if USED_LANES = LANES generate
    fold_last <= '0';
  end generate full_folds;

  take_rows : process (aclk) is
  begin
    if rising_edge(aclk) then
      wrap_q <= row_done and slot_last;

      if aresetn = '0' then
        ready_q         <= '0';
        free_q          <= to_bits(ROW_SLOTS - 1, SLOT_BITS + 1);
        write_q         <= '0';
        stored_q        <= '0';
        early_q         <= '0';
        late_q          <= '0';
        write_address_q <= (others => '0');
      else
        ready_q  <= discard or not want_slot or not free_q(SLOT_BITS);
        free_q   <= free_sum(SLOT_BITS + 1 downto 1);
        write_q  <= accept;
        stored_q <= row_done;
        early_q  <= accept and s_axis_tlast and not image_end;
        late_q   <= accept and not s_axis_tlast and image_end;
        if write_q = '1' then
          if wrap_q = '1' then
            write_address_q <= (others => '0');
          else
            write_address_q <= write_address_q + 1;
          end if;
        end if;
      end if;
    end if;
  end process take_rows;

  stored_lane : for p in 0 to LANES - 1 generate
    signal data_q : std_logic_vector(INPUT_BITS - 1 downto 0);
  begin
    clear_unused : process (aclk) is
    begin
      if rising_edge(aclk) then
        if p >= USED_LANES and fold_last = '1' then
          data_q <= (others => '0');
        else
          data_q <= s_axis_tdata(p * INPUT_BITS + INPUT_BITS - 1 downto p * INPUT_BITS);
        end if;
      end if;
    end process clear_unused;

    data(p * INPUT_BITS + INPUT_BITS - 1 downto p * INPUT_BITS) <= data_q;
  end generate stored_lane;

  s_axis_tready <= ready_q;
  row_stored    <= stored_q;
  early_last    <= early_q;
  late_last     <= late_q;

  -- ===== memory and read side

  row_memory : entity work.two_port_memory
    generic map (
      WIDTH        => BITS,
      DEPTH        => WORDS,
      ADDRESS_BITS => ADDRESS_BITS,
      IN_BLOCK_RAM => in_block_memory
    )
    port map (
      aclk          => aclk,
      write         => write_q,
      write_address => std_logic_vector(write_address_q),
      write_data    => data,
      read_address  => read_address,
      data          => read_data
    );

  pad : process (aclk) is
  begin
    if rising_edge(aclk) then
      zero_q <= read_zero;
      if zero_q = '1' then
        x_q <= (others => '0');
      else
        x_q <= read_data;
      end if;
    end if;
  end process pad;

  lane : for p in 0 to LANES - 1 generate
    skew : entity work.delay_line
      generic map (
        WIDTH  => INPUT_BITS,
        CYCLES => skew_of(p)
      )
      port map (
        aclk => aclk,
        d    => x_q(p * INPUT_BITS + INPUT_BITS - 1 downto p * INPUT_BITS),
        q    => x(p * INPUT_BITS + INPUT_BITS - 1 downto p * INPUT_BITS)
      );
  end generate lane;

end architecture rtl;
