-- readout: takes the sums of all elements at once and gives them out READ_WIDTH at a time, INTERVAL cycles apart.
--
-- capture copies sums into shadow registers, so that the elements go on with the next group. A multiplexer over all
-- elements would be dear; instead, every element's copy goes through a register that is reset unless the element is
-- selected, which costs no LUT, and all of them are ORed by LUTs of six inputs with a register a level.
--
-- A capture may come as early as results * INTERVAL cycles after the one before (see result_credit). The next row of
-- parameters is asked for (parameter_step) two cycles before the sum it belongs to. result_last goes with the last
-- results of an image.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity readout is
  generic (
    ELEMENTS         : positive := 16;
    READ_WIDTH       : positive := 1;   -- divides ELEMENTS
    ACCUMULATOR_BITS : positive := 20;
    FULL             : positive := 16;  -- results of a group: ELEMENTS / READ_WIDTH
    LAST             : positive := 16;  -- results of a group of the last output fold
    INTERVAL         : positive := 1    -- cycles a result
  );
  port (
    aclk                  : in  std_logic;
    aresetn               : in  std_logic;
    capture               : in  std_logic;
    capture_last_fold     : in  std_logic;
    capture_last_of_image : in  std_logic;
    sums                  : in  std_logic_vector(ELEMENTS * ACCUMULATOR_BITS - 1 downto 0);
    parameter_step        : out std_logic;
    parameter_restart     : out std_logic;
    result_valid          : out std_logic;
    result_last           : out std_logic;
    result                : out std_logic_vector(READ_WIDTH * ACCUMULATOR_BITS - 1 downto 0)
  );
end entity readout;

architecture rtl of readout is

  -- Registers of a level of an OR tree over FULL inputs.
  function nodes(level : natural) return positive is
    variable count : positive := FULL;
  begin
    for l in 1 to level loop
      count := (count + 5) / 6;
    end loop;
    return count;
  end function nodes;

  function level_count return positive is
    variable count : positive := 1;
  begin
    while nodes(count) > 1 loop
      count := count + 1;
    end loop;
    return count;
  end function level_count;

  constant LEVELS    : positive := level_count;
  constant ROW_BITS  : positive := READ_WIDTH * ACCUMULATOR_BITS;
  constant LEFT_BITS : positive := ceil_log2(FULL) + 1;

  signal active_q        : std_logic;
  signal left_q          : unsigned(LEFT_BITS - 1 downto 0);  -- results to come, less two: the sign says that this is
                                                              -- the last one
  signal last_fold_q     : std_logic;
  signal last_of_image_q : std_logic;
  signal idle_row_q      : std_logic_vector(FULL - 1 downto 0);  -- '0' for the row of elements that is selected
  signal valid_q         : std_logic_vector(LEVELS downto 0);    -- bit i is i + 1 cycles behind issue

  signal interval_begins : std_logic;
  signal interval_ends   : std_logic;
  signal issue           : std_logic;
  signal done            : std_logic;
  signal last_to_come    : std_logic;
  signal restart_to_come : std_logic;

  -- One row a register of every level.
  type row_values is array (natural range <>) of std_logic_vector(ROW_BITS - 1 downto 0);
  type level_values is array (0 to LEVELS) of row_values(0 to FULL - 1);

  signal values : level_values;

begin

  -- ===== which results

  done  <= left_q(LEFT_BITS - 1);
  issue <= active_q and interval_begins;

  every_cycle : if INTERVAL = 1 generate
    interval_begins <= '1';
    interval_ends   <= '1';
  end generate every_cycle;

  slower : if INTERVAL > 1 generate
    signal begins_q       : std_logic;
    signal interval_reset : std_logic;
  begin
    interval_reset <= aresetn and not capture;

    interval_count : entity work.loop_counter
      generic map (COUNT => INTERVAL)
      port map (aclk => aclk, aresetn => interval_reset, step => '1', last => interval_ends);

    begin_interval : process (aclk) is
    begin
      if rising_edge(aclk) then
        begins_q <= capture or interval_ends;
      end if;
    end process begin_interval;

    interval_begins <= begins_q;
  end generate slower;

  walk : process (aclk) is
  begin
    if rising_edge(aclk) then
      if capture = '1' then
        last_fold_q     <= capture_last_fold;
        last_of_image_q <= capture_last_of_image;
        if capture_last_fold = '1' then
          left_q <= to_bits(LAST - 2, LEFT_BITS);
        else
          left_q <= to_bits(FULL - 2, LEFT_BITS);
        end if;
        idle_row_q <= not std_logic_vector(power_of_two(0, FULL));
      elsif interval_ends = '1' then
        left_q        <= left_q - 1;
        idle_row_q    <= std_logic_vector(shift_left(unsigned(idle_row_q), 1));
        idle_row_q(0) <= '1';
      end if;

      if aresetn = '0' then
        active_q <= '0';
        valid_q  <= (others => '0');
      else
        active_q <= capture or (active_q and not (interval_ends and done));
        valid_q  <= valid_q(LEVELS - 1 downto 0) & issue;
      end if;
    end if;
  end process walk;

  -- ===== tags

  result_valid    <= valid_q(LEVELS);
  last_to_come    <= last_of_image_q and done;
  restart_to_come <= last_fold_q and done;

  last_tag : entity work.delay_line
    generic map (WIDTH => 1, CYCLES => LEVELS + 1)
    port map (aclk => aclk, d(0) => last_to_come, q(0) => result_last);

  restart_tag : entity work.delay_line
    generic map (WIDTH => 1, CYCLES => LEVELS - 1)
    port map (aclk => aclk, d(0) => restart_to_come, q(0) => parameter_restart);

  step_now : if LEVELS = 1 generate
    parameter_step <= issue;
  end generate step_now;

  step_later : if LEVELS > 1 generate
    parameter_step <= valid_q(LEVELS - 2);
  end generate step_later;

  -- ===== sums

  row : for j in 0 to FULL - 1 generate
    signal shadow_q : std_logic_vector(ROW_BITS - 1 downto 0);
    signal gated_q  : std_logic_vector(ROW_BITS - 1 downto 0);
  begin
    hold : process (aclk) is
    begin
      if rising_edge(aclk) then
        if capture = '1' then
          shadow_q <= sums(j * ROW_BITS + ROW_BITS - 1 downto j * ROW_BITS);
        end if;
        if idle_row_q(j) = '1' then
          gated_q <= (others => '0');
        else
          gated_q <= shadow_q;
        end if;
      end if;
    end process hold;

    values(0)(j) <= gated_q;
  end generate row;

  tree : for l in 1 to LEVELS generate
    node : for j in 0 to nodes(l) - 1 generate
      constant FIRST_INPUT : natural := 6 * j;
      constant LAST_INPUT  : natural := minimum(FIRST_INPUT + 5, nodes(l - 1) - 1);

      signal any_q : std_logic_vector(ROW_BITS - 1 downto 0);
    begin
      combine : process (aclk) is
        variable any : std_logic_vector(ROW_BITS - 1 downto 0);
      begin
        if rising_edge(aclk) then
          any := (others => '0');
          for i in FIRST_INPUT to LAST_INPUT loop
            any := any or values(l - 1)(i);
          end loop;
          any_q <= any;
        end if;
      end process combine;

      values(l)(j) <= any_q;
    end generate node;
  end generate tree;

  result <= values(LEVELS)(0);

end architecture rtl;
