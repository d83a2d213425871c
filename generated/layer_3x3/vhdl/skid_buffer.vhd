-- skid_buffer: cuts a stream's combinational paths, data, valid and ready, at full throughput.
--
-- Two places: the beat on offer, and one for the beat that arrives in the cycle in which ready has to fall. Beats leave
-- in the order they came; a beat on offer stays until it is taken. Latency one cycle.
library ieee;
use ieee.std_logic_1164.all;

entity skid_buffer is
  generic (
    WIDTH : positive := 8  -- of tdata and whatever travels with it
  );
  port (
    aclk          : in  std_logic;
    aresetn       : in  std_logic;
    s_axis_tdata  : in  std_logic_vector(WIDTH - 1 downto 0);
    s_axis_tvalid : in  std_logic;
    s_axis_tready : out std_logic;
    m_axis_tdata  : out std_logic_vector(WIDTH - 1 downto 0);
    m_axis_tvalid : out std_logic;
    m_axis_tready : in  std_logic
  );
end entity skid_buffer;

architecture rtl of skid_buffer is

  signal offered_q : std_logic_vector(WIDTH - 1 downto 0);
  signal waiting_q : std_logic_vector(WIDTH - 1 downto 0);
  signal valid_q   : std_logic;
  signal ready_q   : std_logic;  -- the second place is free

  signal accept : std_logic;
  signal free   : std_logic;

begin

  accept <= s_axis_tvalid and s_axis_tready;
  free   <= not valid_q or m_axis_tready;

  hold : process (aclk) is
  begin
    if rising_edge(aclk) then
      if ready_q = '1' then
        waiting_q <= s_axis_tdata;
      end if;
      if free = '1' then
        if ready_q = '1' then
          offered_q <= s_axis_tdata;
        else
          offered_q <= waiting_q;
        end if;
      end if;

      if aresetn = '0' then
        valid_q <= '0';
        ready_q <= '1';
      elsif free = '1' then
        valid_q <= accept or not ready_q;
        ready_q <= '1';
      elsif accept = '1' then
        ready_q <= '0';
      end if;
    end if;
  end process hold;

  s_axis_tready <= ready_q;
  m_axis_tvalid <= valid_q;
  m_axis_tdata  <= offered_q;

end architecture rtl;
