-- stream_fifo: DEPTH beats in distributed RAM and one in the output register. Both sides may move every cycle.
--
-- Beats leave in the order they came; a beat on offer stays until it is taken. pause keeps further beats from being
-- offered, but does not withdraw the one that is. Latency two cycles.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity stream_fifo is
  generic (
    WIDTH : positive := 9;
    DEPTH : positive := 32  -- a power of two, at least 4
  );
  port (
    aclk          : in  std_logic;
    aresetn       : in  std_logic;
    pause         : in  std_logic;
    s_axis_tdata  : in  std_logic_vector(WIDTH - 1 downto 0);
    s_axis_tvalid : in  std_logic;
    s_axis_tready : out std_logic;
    m_axis_tdata  : out std_logic_vector(WIDTH - 1 downto 0);
    m_axis_tvalid : out std_logic;
    m_axis_tready : in  std_logic
  );
end entity stream_fifo;

architecture rtl of stream_fifo is

  constant BITS : positive := ceil_log2(DEPTH);

  type places is array (0 to DEPTH - 1) of std_logic_vector(WIDTH - 1 downto 0);

  signal memory  : places;
  signal write_q : unsigned(BITS - 1 downto 0);
  signal read_q  : unsigned(BITS - 1 downto 0);
  signal held_q  : signed(BITS downto 0);  -- beats in the memory less one: the sign says "empty"
  signal ready_q : std_logic;
  signal data_q  : std_logic_vector(WIDTH - 1 downto 0);
  signal valid_q : std_logic;

  signal empty : std_logic;
  signal push  : std_logic;
  signal pop   : std_logic;

  attribute ram_style : string;
  attribute ram_style of memory : signal is "distributed";

begin

  empty <= held_q(BITS);
  push  <= s_axis_tvalid and ready_q;
  pop   <= not empty and not pause and (not valid_q or m_axis_tready);

  queue : process (aclk) is
  begin
    if rising_edge(aclk) then
      if push = '1' then
        memory(to_integer(write_q)) <= s_axis_tdata;
      end if;
      if pop = '1' then
        data_q <= memory(to_integer(read_q));
      end if;

      if aresetn = '0' then
        write_q <= (others => '0');
        read_q  <= (others => '0');
        held_q  <= (others => '1');
        ready_q <= '0';
        valid_q <= '0';
      else
        if push = '1' then
          write_q <= write_q + 1;
        end if;
        if pop = '1' then
          read_q <= read_q + 1;
        end if;
        if push /= pop then  -- push comes earlier than pop
          if push = '1' then
            held_q <= held_q + 1;
          else
            held_q <= held_q - 1;
          end if;
        end if;
        -- Falls when the last place is taken, and rises one cycle after one has become free.
        ready_q <= empty or not (and held_q(BITS - 1 downto 1)) or (not held_q(0) and not push);
        valid_q <= pop or (valid_q and not m_axis_tready);
      end if;
    end if;
  end process queue;

  s_axis_tready <= ready_q;
  m_axis_tdata  <= data_q;
  m_axis_tvalid <= valid_q;

end architecture rtl;
