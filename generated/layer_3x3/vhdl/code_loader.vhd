-- code_loader: takes a set of stored words and parameters from a stream and writes it into the memories.
--
-- A set is SET_WORDS words of SLICES beats each, lowest slice first, then CHANNELS beats of parameters. TLAST belongs
-- to the last beat; earlier pulses too_short, missing too_long. A complete set waits until swap; until then ready is
-- low, so that the set in use is never touched. While discard is '1', beats are taken and lost.
--
-- write_slice has one bit a slice, and says that data belongs there. It stays until the next beat has come: the same
-- data is then written to the same place again, which changes nothing and saves a LUT for every slice. Sets go to the
-- memories' two halves in turn, so that write_address simply runs round.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity code_loader is
  generic (
    SLICES       : positive := 4;
    SET_WORDS    : positive := 36;
    CHANNELS     : positive := 16;
    ADDRESS_BITS : positive := 7  -- of 2 * SET_WORDS words
  );
  port (
    aclk               : in  std_logic;
    aresetn            : in  std_logic;
    discard            : in  std_logic;
    s_axis_code_tdata  : in  std_logic_vector(63 downto 0);
    s_axis_code_tvalid : in  std_logic;
    s_axis_code_tready : out std_logic;
    s_axis_code_tlast  : in  std_logic;
    swap               : in  std_logic;
    set_waiting        : out std_logic;
    data               : out std_logic_vector(63 downto 0);
    write_slice        : out std_logic_vector(SLICES - 1 downto 0);
    write_address      : out std_logic_vector(ADDRESS_BITS - 1 downto 0);
    write_parameter    : out std_logic;
    too_short          : out std_logic;
    too_long           : out std_logic
  );
end entity code_loader;

architecture rtl of code_loader is

  constant LAST_ADDRESS : positive := 2 * SET_WORDS - 1;

  signal ready_q           : std_logic;
  signal parameters_q      : std_logic;  -- the words are complete, parameters follow
  signal complete_q        : std_logic;
  signal waiting_q         : std_logic;
  signal short_q           : std_logic;
  signal long_q            : std_logic;
  signal data_q            : std_logic_vector(63 downto 0);
  signal slice_q           : std_logic_vector(SLICES - 1 downto 0);
  signal word_begins_q     : std_logic;  -- the next beat is a word's lowest slice
  signal address_q         : unsigned(ADDRESS_BITS - 1 downto 0);
  signal write_parameter_q : std_logic;

  signal accept         : std_logic;
  signal slice_last     : std_logic;
  signal word_last      : std_logic;
  signal channel_last   : std_logic;
  signal word_beat      : std_logic;
  signal word_end       : std_logic;
  signal parameter_beat : std_logic;
  signal set_last       : std_logic;

begin

  accept         <= s_axis_code_tvalid and ready_q;
  word_beat      <= accept and not parameters_q;
  word_end       <= word_beat and slice_last;
  parameter_beat <= accept and parameters_q;
  set_last       <= parameters_q and channel_last;

  slice_count : entity work.loop_counter
    generic map (COUNT => SLICES)
    port map (aclk => aclk, aresetn => aresetn, step => word_beat, last => slice_last);

  word_count : entity work.loop_counter
    generic map (COUNT => SET_WORDS)
    port map (aclk => aclk, aresetn => aresetn, step => word_end, last => word_last);

  channel_count : entity work.loop_counter
    generic map (COUNT => CHANNELS)
    port map (aclk => aclk, aresetn => aresetn, step => parameter_beat, last => channel_last);

  take_set : process (aclk) is
  begin
    if rising_edge(aclk) then
      if accept = '1' then
        data_q <= s_axis_code_tdata;
      end if;

      if aresetn = '0' then
        ready_q           <= '0';
        parameters_q      <= '0';
        complete_q        <= '0';
        waiting_q         <= '0';
        short_q           <= '0';
        long_q            <= '0';
        slice_q           <= (others => '0');
        word_begins_q     <= '1';
        address_q         <= to_bits(LAST_ADDRESS, ADDRESS_BITS);
        write_parameter_q <= '0';
      else
        -- Ready falls with the last beat and rises with swap.
        ready_q <= discard or not ((accept and set_last) or complete_q or (waiting_q and not swap));
        if word_end = '1' and word_last = '1' then
          parameters_q <= '1';
        elsif accept = '1' and set_last = '1' then
          parameters_q <= '0';
        end if;
        complete_q <= accept and set_last and s_axis_code_tlast;
        waiting_q  <= complete_q or (waiting_q and not swap);
        short_q    <= accept and s_axis_code_tlast and not set_last;
        long_q     <= accept and not s_axis_code_tlast and set_last;

        if parameter_beat = '1' then
          slice_q <= (others => '0');
        elsif accept = '1' then
          slice_q    <= std_logic_vector(shift_left(unsigned(slice_q), 1));
          slice_q(0) <= word_begins_q;
        end if;
        if word_beat = '1' then
          word_begins_q <= slice_last;
          if word_begins_q = '1' then
            if address_q = LAST_ADDRESS then
              address_q <= (others => '0');
            else
              address_q <= address_q + 1;
            end if;
          end if;
        end if;
        write_parameter_q <= parameter_beat;
      end if;
    end if;
  end process take_set;

  s_axis_code_tready <= ready_q;
  set_waiting        <= waiting_q;
  data               <= data_q;
  write_slice        <= slice_q;
  write_address      <= std_logic_vector(address_q);
  write_parameter    <= write_parameter_q;
  too_short          <= short_q;
  too_long           <= long_q;

end architecture rtl;
