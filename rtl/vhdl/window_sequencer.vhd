-- window_sequencer: walks over the output image and says, cycle by cycle, which beat the processing elements get.
--
-- The loops, outermost first: image, output row, output column, output fold, kernel row, and the KERNEL * IN_FOLDS
-- beats of a kernel row, which lie one behind the other in the row buffer. One beat a cycle, without a pause between
-- groups, pixels or rows, except
--   - before an output row until the input rows it needs are stored, and two cycles after the row before began;
--   - before a group's last beat while may_finish is '0'.
-- A row slot's rows are released when the last output row that needs them ends, at the image's end all of them.
--
-- An address is a slot's base plus a column; both change by constants. What lies outside the image is marked zero.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity window_sequencer is
  generic (
    IN_FOLDS     : positive := 4;
    OUT_FOLDS    : positive := 1;
    HEIGHT       : positive := 8;
    WIDTH        : positive := 8;
    KERNEL       : positive := 3;
    STRIDE       : positive := 1;
    PAD_TOP      : natural  := 1;
    PAD_LEFT     : natural  := 1;
    OUT_HEIGHT   : positive := 8;
    OUT_WIDTH    : positive := 8;
    ROW_SLOTS    : positive := 4;
    SLOT_BITS    : positive := 3;  -- holds ROW_SLOTS
    ADDRESS_BITS : positive := 7   -- of ROW_SLOTS * WIDTH * IN_FOLDS words
  );
  port (
    aclk               : in  std_logic;
    aresetn            : in  std_logic;
    halt               : in  std_logic;                      -- ends the run
    start              : in  std_logic;                      -- begins a run over so many images
    images             : in  std_logic_vector(15 downto 0);  -- at least 1
    row_stored         : in  std_logic;
    rows_released      : out std_logic_vector(SLOT_BITS downto 0);  -- less one
    may_finish         : in  std_logic;
    finish             : out std_logic;                      -- a group's last beat is issued
    finish_last_fold   : out std_logic;
    read_address       : out std_logic_vector(ADDRESS_BITS - 1 downto 0);
    read_zero          : out std_logic;
    code_step          : out std_logic;                      -- this cycle's read of the stored words was the beat's own
    code_restart       : out std_logic;                      -- with code_step: it was the pixel's last
    -- Two cycles after read_address:
    beat_valid         : out std_logic;
    beat_first         : out std_logic;                      -- of a group
    beat_last          : out std_logic;                      -- of a group
    beat_last_fold     : out std_logic;
    beat_last_of_image : out std_logic;
    waits_for_input    : out std_logic;
    waits_for_output   : out std_logic
  );
end entity window_sequencer;

architecture rtl of window_sequencer is

  constant ROW_WORDS     : positive := WIDTH * IN_FOLDS;
  constant TAP_ROW_BEATS : positive := KERNEL * IN_FOLDS;
  constant REACH         : positive := maximum(KERNEL, STRIDE);

  -- Input rows that output row n waits for, counted from the image's first.
  function rows_wanted(n : integer) return integer is
    constant WANTED : integer := n * STRIDE - PAD_TOP + REACH;
  begin
    if n >= OUT_HEIGHT - 1 or WANTED > HEIGHT then
      return HEIGHT;
    end if;
    return WANTED;
  end function rows_wanted;

  -- The first output row that waits for all of them.
  function first_wanting_all return natural is
    variable n : natural := 0;
  begin
    while rows_wanted(n) < HEIGHT loop
      n := n + 1;
    end loop;
    return n;
  end function first_wanting_all;

  -- The first input row that output row n needs.
  function first_row(n : natural) return natural is
  begin
    return maximum(n * STRIDE - PAD_TOP, 0);
  end function first_row;

  -- ===== loops

  signal tap_row_ends  : std_logic;
  signal kernel_last   : std_logic;
  signal fold_last     : std_logic;
  signal column_last   : std_logic;
  signal next_row_last : std_logic;
  signal row_active_q  : std_logic;  -- an output row is being issued
  signal row_last_q    : std_logic;  -- it is its image's last
  signal group_last    : std_logic;
  signal advance       : std_logic;
  signal row_step      : std_logic;
  signal group_end     : std_logic;
  signal pixel_end     : std_logic;
  signal row_end       : std_logic;
  signal row_start     : std_logic;

  -- ===== rows and images

  constant ROW_BITS     : positive := ceil_log2(OUT_HEIGHT + 1);
  constant BALANCE_BITS : positive := ceil_log2(ROW_SLOTS + REACH + 2) + 1;

  signal next_row_q     : unsigned(ROW_BITS - 1 downto 0);           -- index of the row that begins next
  signal balance_q      : unsigned(BALANCE_BITS - 1 downto 0);       -- rows stored less rows it waits for: the sign
                                                                     -- says "wait"
  signal balance_sum    : unsigned(BALANCE_BITS downto 0);
  signal more_wanted_q  : unsigned(BALANCE_BITS - 1 downto 0);       -- what the row after it waits for beyond that,
                                                                     -- negative
  signal more_wanted    : unsigned(BALANCE_BITS - 1 downto 0);
  signal next_release_q : std_logic_vector(SLOT_BITS downto 0);      -- rows that it releases, less one
  signal release_q      : std_logic_vector(SLOT_BITS downto 0);      -- rows that the active row releases, less one
  signal released_q     : std_logic_vector(SLOT_BITS downto 0);      -- less one
  signal next_inside_q  : std_logic_vector(KERNEL - 1 downto 0);     -- which of its kernel rows lie inside the image
  signal inside_q       : std_logic_vector(KERNEL - 1 downto 0);     -- the active row's, the current one lowest
  signal rows_left_q    : std_logic;                                 -- the run has rows that have not begun
  signal images_left_q  : unsigned(15 downto 0);
  signal last_image_q   : std_logic;
  signal started_q      : std_logic;                                 -- a row has just begun: balance_q does not know
                                                                     -- of it
  signal settling_q     : std_logic;                                 -- what depends on next_row_q and images_left_q is
                                                                     -- not yet right

  -- Only the rows at the borders differ from the others, so that what a row adds to the rows that are waited for,
  -- what it releases and what it touches are a few comparisons with constants.
  constant ALL_ROW         : natural := first_wanting_all;
  constant RELEASE_ROW     : natural := PAD_TOP / STRIDE;  -- the first row that releases any
  constant WANTED_PARTIAL  : integer := rows_wanted(ALL_ROW - 1) - rows_wanted(ALL_ROW);
  constant RELEASE_AT_END  : integer := HEIGHT - first_row(OUT_HEIGHT - 1);

  signal next_row : natural range 0 to 2**ROW_BITS - 1;

  -- ===== address

  -- Columns are counted in words of the row buffer, from the image's left edge; padding lies below 0 and at ROW_WORDS
  -- and above.
  constant REACHED     : positive := (OUT_WIDTH - 1) * STRIDE + KERNEL;
  constant COLUMN_BITS : positive := ceil_log2(maximum(REACHED, WIDTH) * IN_FOLDS + 1) + 1;
  constant SUM_BITS    : positive := maximum(COLUMN_BITS, ADDRESS_BITS) + 1;

  signal column_q    : unsigned(COLUMN_BITS - 1 downto 0);
  signal column_step : unsigned(COLUMN_BITS - 1 downto 0);

  -- The slot of the current kernel row, modulo ROW_SLOTS. What lies above the image has a slot, too, but is not read.
  constant TO_GROUP   : natural := (ROW_SLOTS * KERNEL - (KERNEL - 1)) mod ROW_SLOTS;
  constant TO_ROW     : natural := (TO_GROUP + STRIDE) mod ROW_SLOTS;
  constant TO_IMAGE   : natural := (TO_GROUP + HEIGHT - (OUT_HEIGHT - 1) * STRIDE) mod ROW_SLOTS;
  constant SLOT_BEGIN : natural := (-PAD_TOP) mod ROW_SLOTS;

  signal slot_q    : unsigned(SLOT_BITS - 1 downto 0);
  signal slot_step : unsigned(SLOT_BITS - 1 downto 0);
  signal slot_sum  : unsigned(SLOT_BITS downto 0);
  signal slot_less : unsigned(SLOT_BITS downto 0);
  signal slot_base : unsigned(ADDRESS_BITS - 1 downto 0);

  signal address_sum    : unsigned(SUM_BITS - 1 downto 0);
  signal read_address_q : unsigned(ADDRESS_BITS - 1 downto 0);
  signal read_zero_q    : std_logic;

  -- ===== what goes with a beat

  signal first_q     : std_logic;  -- the next beat is a group's first
  signal step_q      : std_logic;
  signal restart_q   : std_logic;
  signal waits_in_q  : std_logic;
  signal waits_out_q : std_logic;
  signal valid_q     : std_logic_vector(2 downto 0);  -- bit 0: with read_address, bit 2: with x
  signal last_q      : std_logic_vector(2 downto 0);
  signal tags_early  : std_logic_vector(2 downto 0);
  signal tags_late   : std_logic_vector(2 downto 0);

begin

  -- ===== loops

  group_last <= tap_row_ends and kernel_last;
  advance    <= row_active_q and (may_finish or not group_last);
  row_step   <= advance and tap_row_ends;
  group_end  <= advance and group_last;
  pixel_end  <= group_end and fold_last;
  row_end    <= pixel_end and column_last;
  row_start  <= rows_left_q and not settling_q and not balance_q(BALANCE_BITS - 1) and (not row_active_q or row_end);

  tap_row : entity work.loop_counter
    generic map (COUNT => TAP_ROW_BEATS)
    port map (aclk => aclk, aresetn => aresetn, step => advance, last => tap_row_ends);

  kernel_rows : entity work.loop_counter
    generic map (COUNT => KERNEL)
    port map (aclk => aclk, aresetn => aresetn, step => row_step, last => kernel_last);

  folds : entity work.loop_counter
    generic map (COUNT => OUT_FOLDS)
    port map (aclk => aclk, aresetn => aresetn, step => group_end, last => fold_last);

  columns : entity work.loop_counter
    generic map (COUNT => OUT_WIDTH)
    port map (aclk => aclk, aresetn => aresetn, step => pixel_end, last => column_last);

  -- Counts rows that begin, so that it is one ahead: what the next row needs is known before it begins.
  rows : entity work.loop_counter
    generic map (COUNT => OUT_HEIGHT)
    port map (aclk => aclk, aresetn => aresetn, step => row_start, last => next_row_last);

  -- ===== rows and images

  next_row <= to_integer(next_row_q);

  look_ahead : process (aclk) is
  begin
    if rising_edge(aclk) then
      if next_row_last = '1' then
        more_wanted_q <= to_bits(-rows_wanted(0), BALANCE_BITS);
      elsif next_row + 1 < ALL_ROW then
        more_wanted_q <= to_bits(-STRIDE, BALANCE_BITS);
      elsif next_row + 1 = ALL_ROW then
        more_wanted_q <= to_bits(WANTED_PARTIAL, BALANCE_BITS);
      else
        more_wanted_q <= (others => '0');
      end if;

      if next_row_last = '1' then
        next_release_q <= std_logic_vector(to_bits(RELEASE_AT_END - 1, SLOT_BITS + 1));
      elsif next_row < RELEASE_ROW then
        next_release_q <= (others => '1');
      elsif next_row = RELEASE_ROW then
        next_release_q <= std_logic_vector(to_bits(first_row(RELEASE_ROW + 1) - 1, SLOT_BITS + 1));
      else
        next_release_q <= std_logic_vector(to_bits(STRIDE - 1, SLOT_BITS + 1));
      end if;
    end if;
  end process look_ahead;

  kernel_row : for k in 0 to KERNEL - 1 generate
    -- Rows next_row * STRIDE - PAD_TOP + k, compared in the unit of output rows.
    constant ROW_FROM : natural := (maximum(PAD_TOP - k, 0) + STRIDE - 1) / STRIDE;
    -- Rounded down: an image lower than the kernel never comes to its last rows.
    constant ROW_TO   : integer := (PAD_TOP + HEIGHT - 1 - k + KERNEL * STRIDE) / STRIDE - KERNEL;
  begin
    touch : process (aclk) is
    begin
      if rising_edge(aclk) then
        next_inside_q(k) <= to_bit(next_row >= ROW_FROM and (ROW_TO >= OUT_HEIGHT - 1 or next_row <= ROW_TO));
      end if;
    end process touch;
  end generate kernel_row;

  -- One adder: row_stored is its carry.
  more_wanted <= more_wanted_q when started_q = '1' else (others => '0');
  balance_sum <= (balance_q & '1') + (more_wanted & row_stored);

  walk_rows : process (aclk) is
  begin
    if rising_edge(aclk) then
      settling_q   <= start or row_start;
      last_image_q <= not (or images_left_q(15 downto 1));
      if row_start = '1' then
        release_q  <= next_release_q;
        row_last_q <= next_row_last;
      end if;
      if row_start = '1' then
        inside_q <= next_inside_q;
      elsif row_step = '1' then
        inside_q <= inside_q(0) & inside_q(KERNEL - 1 downto 1);
      end if;

      if start = '1' then
        images_left_q <= unsigned(images);
      elsif row_start = '1' and next_row_last = '1' then
        images_left_q <= images_left_q - 1;
      end if;

      if aresetn = '0' then
        next_row_q   <= (others => '0');
        balance_q    <= to_bits(-rows_wanted(0), BALANCE_BITS);
        row_active_q <= '0';
        rows_left_q  <= '0';
        released_q   <= (others => '1');
        started_q    <= '0';
      else
        if row_start = '1' then
          if next_row_last = '1' then
            next_row_q <= (others => '0');
          else
            next_row_q <= next_row_q + 1;
          end if;
        end if;
        started_q    <= row_start;
        balance_q    <= balance_sum(BALANCE_BITS downto 1);
        row_active_q <= not halt and (row_start or (row_active_q and not row_end));
        rows_left_q  <= not halt and
                        (start or (rows_left_q and not (row_start and next_row_last and last_image_q)));
        if row_end = '1' then
          released_q <= release_q;
        else
          released_q <= (others => '1');
        end if;
      end if;
    end if;
  end process walk_rows;

  rows_released    <= released_q;
  finish           <= group_end;
  finish_last_fold <= fold_last;

  -- ===== address

  choose_steps : process (all) is
  begin
    -- Of an advance.
    if group_last = '1' and fold_last = '1' then
      column_step <= to_bits(1 - TAP_ROW_BEATS + STRIDE * IN_FOLDS, COLUMN_BITS);
    elsif tap_row_ends = '1' then
      column_step <= to_bits(1 - TAP_ROW_BEATS, COLUMN_BITS);
    else
      column_step <= to_bits(1, COLUMN_BITS);
    end if;

    if kernel_last = '0' then
      slot_step <= to_bits(1, SLOT_BITS);
    elsif fold_last = '0' or column_last = '0' then
      slot_step <= to_bits(TO_GROUP, SLOT_BITS);
    elsif row_last_q = '1' then
      slot_step <= to_bits(TO_IMAGE, SLOT_BITS);
    else
      slot_step <= to_bits(TO_ROW, SLOT_BITS);
    end if;
  end process choose_steps;

  slot_sum  <= ('0' & slot_q) + ('0' & slot_step);
  slot_less <= slot_sum - to_bits(ROW_SLOTS, SLOT_BITS + 1);

  walk_addresses : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' or row_end = '1' then
        column_q <= to_bits(-PAD_LEFT * IN_FOLDS, COLUMN_BITS);
      elsif advance = '1' then
        column_q <= column_q + column_step;
      end if;

      if aresetn = '0' then
        slot_q <= to_bits(SLOT_BEGIN, SLOT_BITS);
      elsif row_step = '1' then
        if slot_less(SLOT_BITS) = '1' then
          slot_q <= slot_sum(SLOT_BITS - 1 downto 0);
        else
          slot_q <= slot_less(SLOT_BITS - 1 downto 0);
        end if;
      end if;
    end if;
  end process walk_addresses;

  -- A slot's first word: a table of constants, which shares the adder's LUTs.
  look_up_base : process (all) is
  begin
    slot_base <= (others => '0');
    for i in 1 to ROW_SLOTS - 1 loop
      if slot_q = i then
        slot_base <= to_bits(i * ROW_WORDS, ADDRESS_BITS);
      end if;
    end loop;
  end process look_up_base;

  address_sum <= resize(slot_base, SUM_BITS) + resize(column_q, SUM_BITS);

  add_address : process (aclk) is
  begin
    if rising_edge(aclk) then
      read_address_q <= address_sum(ADDRESS_BITS - 1 downto 0);
      read_zero_q    <= not inside_q(0) or column_q(COLUMN_BITS - 1) or
                        to_bit(column_q(COLUMN_BITS - 2 downto 0) >= ROW_WORDS);
    end if;
  end process add_address;

  read_address <= std_logic_vector(read_address_q);
  read_zero    <= read_zero_q;

  -- ===== what goes with a beat

  accompany : process (aclk) is
  begin
    if rising_edge(aclk) then
      restart_q   <= pixel_end;
      waits_in_q  <= rows_left_q and not row_active_q;
      waits_out_q <= row_active_q and not advance;
      if aresetn = '0' then
        first_q <= '1';
        valid_q <= (others => '0');
        last_q  <= (others => '0');
        step_q  <= '0';
      else
        if advance = '1' then
          first_q <= group_last;
        end if;
        valid_q <= valid_q(1 downto 0) & advance;
        last_q  <= last_q(1 downto 0) & group_end;
        step_q  <= advance;
      end if;
    end if;
  end process accompany;

  tags_early <= first_q & fold_last & (row_last_q and column_last);

  tags : entity work.delay_line
    generic map (WIDTH => 3, CYCLES => 3)
    port map (aclk => aclk, d => tags_early, q => tags_late);

  code_step          <= step_q;
  code_restart       <= restart_q;
  beat_valid         <= valid_q(2);
  beat_first         <= tags_late(2);
  beat_last          <= last_q(2);
  beat_last_fold     <= tags_late(1);
  beat_last_of_image <= tags_late(0);
  waits_for_input    <= waits_in_q;
  waits_for_output   <= waits_out_q;

end architecture rtl;
