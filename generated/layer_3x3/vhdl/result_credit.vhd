-- result_credit: says when a group's last beat may be issued, so that nothing behind it ever has to stop.
--
-- A group gives FULL results (LAST in the last output fold) one after another, INTERVAL cycles apart. It may end if
--   - the output FIFO has room for all of them beside those that are still on their way, and
--   - the group before ended so long ago that its sums have left the readout when the new ones arrive.
-- issue pulses when a group's last beat is issued, returned when a result has left the FIFO.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity result_credit is
  generic (
    FIFO_DEPTH  : positive := 32;  -- at least FULL
    FULL        : positive := 16;  -- results of a group
    LAST        : positive := 16;  -- results of a group of the last output fold
    INTERVAL    : positive := 1;   -- cycles a result
    GROUP_BEATS : positive := 36  -- least cycles between the ends of two groups
  );
  port (
    aclk            : in  std_logic;
    aresetn         : in  std_logic;
    issue           : in  std_logic;
    issue_last_fold : in  std_logic;
    returned        : in  std_logic;
    may_issue       : out std_logic
  );
end entity result_credit;

architecture rtl of result_credit is

  constant ROOM_BITS : positive := ceil_log2(FIFO_DEPTH + 1) + 1;

  -- Places that are free beyond those for one more group: the sign says that there is no room for it.
  signal room_q : unsigned(ROOM_BITS - 1 downto 0);
  signal taken  : unsigned(ROOM_BITS - 1 downto 0);

begin

  take : process (all) is
  begin
    if issue = '0' then
      taken <= (others => '0');
    elsif issue_last_fold = '1' then
      taken <= to_bits(-LAST, ROOM_BITS);
    else
      taken <= to_bits(-FULL, ROOM_BITS);
    end if;
  end process take;

  count_room : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' then
        room_q <= to_bits(FIFO_DEPTH - FULL, ROOM_BITS);
      else
        room_q <= room_q + taken + returned;
      end if;
    end if;
  end process count_room;

  spaced_by_itself : if GROUP_BEATS >= FULL * INTERVAL generate
    may_issue <= not room_q(ROOM_BITS - 1);
  end generate spaced_by_itself;

  spaced : if GROUP_BEATS < FULL * INTERVAL generate
    constant SPACE_BITS : positive := ceil_log2(FULL * INTERVAL - 1) + 1;

    -- Cycles until the readout is free, less one: the sign says that it is.
    signal space_q : unsigned(SPACE_BITS - 1 downto 0);
  begin
    count_space : process (aclk) is
    begin
      if rising_edge(aclk) then
        if aresetn = '0' then
          space_q <= (others => '1');
        elsif issue = '1' then
          if issue_last_fold = '1' then
            space_q <= to_bits(LAST * INTERVAL - 2, SPACE_BITS);
          else
            space_q <= to_bits(FULL * INTERVAL - 2, SPACE_BITS);
          end if;
        elsif space_q(SPACE_BITS - 1) = '0' then
          space_q <= space_q - 1;
        end if;
      end if;
    end process count_space;

    may_issue <= not room_q(ROOM_BITS - 1) and space_q(SPACE_BITS - 1);
  end generate spaced;

end architecture rtl;
