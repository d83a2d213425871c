-- parameter_memory: bias and factor of every output channel, of two sets; READ_WIDTH channels are read at once.
--
-- write stores data (bias from bit 0, factor from bit 46) for the next channel; sets go to the two halves in turn. The
-- read side shows the row of two cycles before the pointer; step, restart and swap move the pointer (see read_pointer).
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity parameter_memory is
  generic (
    READ_WIDTH  : positive := 1;
    ROWS        : positive := 16;  -- of READ_WIDTH channels, in the stream
    USED_ROWS   : positive := 16;  -- how many of them are read
    BIAS_BITS   : positive := 16;  -- at most 46
    FACTOR_BITS : positive := 16   -- at most 16
  );
  port (
    aclk       : in  std_logic;
    aresetn    : in  std_logic;
    write      : in  std_logic;
    write_data : in  std_logic_vector(63 downto 0);
    swap       : in  std_logic;
    step       : in  std_logic;
    restart    : in  std_logic;
    bias       : out std_logic_vector(READ_WIDTH * BIAS_BITS - 1 downto 0);
    factor     : out std_logic_vector(READ_WIDTH * FACTOR_BITS - 1 downto 0)
  );
end entity parameter_memory;

architecture rtl of parameter_memory is

  constant ADDRESS_BITS : positive := ceil_log2(2 * ROWS);
  constant BITS         : positive := BIAS_BITS + FACTOR_BITS;
  constant LAST_ADDRESS : positive := 2 * ROWS - 1;

  signal channel_q       : std_logic_vector(READ_WIDTH - 1 downto 0);  -- one bit a channel of a row: the one that is
                                                                       -- written next
  signal write_address_q : unsigned(ADDRESS_BITS - 1 downto 0);
  signal row_end         : std_logic;
  signal fields          : std_logic_vector(BITS - 1 downto 0);
  signal read_address    : std_logic_vector(ADDRESS_BITS - 1 downto 0);

begin

  pointer : entity work.read_pointer
    generic map (
      HALF         => ROWS,
      USED         => USED_ROWS,
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

  row_end <= write and channel_q(READ_WIDTH - 1);
  fields  <= write_data(46 + FACTOR_BITS - 1 downto 46) & write_data(BIAS_BITS - 1 downto 0);

  place : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' then
        channel_q       <= std_logic_vector(power_of_two(0, READ_WIDTH));
        write_address_q <= (others => '0');
      else
        if write = '1' then
          channel_q    <= std_logic_vector(shift_left(unsigned(channel_q), 1));
          channel_q(0) <= channel_q(READ_WIDTH - 1);
        end if;
        if row_end = '1' then
          if write_address_q = LAST_ADDRESS then
            write_address_q <= (others => '0');
          else
            write_address_q <= write_address_q + 1;
          end if;
        end if;
      end if;
    end if;
  end process place;

  channel : for g in 0 to READ_WIDTH - 1 generate
    signal read_data : std_logic_vector(BITS - 1 downto 0);
    signal data_q    : std_logic_vector(BITS - 1 downto 0);

    function in_block_memory return natural is
    begin
      if 2 * ROWS > 64 then
        return 1;
      end if;
      return 0;
    end function in_block_memory;
  begin
    channel_memory : entity work.two_port_memory
      generic map (
        WIDTH        => BITS,
        DEPTH        => 2 * ROWS,
        ADDRESS_BITS => ADDRESS_BITS,
        IN_BLOCK_RAM => in_block_memory
      )
      port map (
        aclk          => aclk,
        write         => write and channel_q(g),
        write_address => std_logic_vector(write_address_q),
        write_data    => fields,
        read_address  => read_address,
        data          => read_data
      );

    keep : process (aclk) is
    begin
      if rising_edge(aclk) then
        data_q <= read_data;
      end if;
    end process keep;

    bias(g * BIAS_BITS + BIAS_BITS - 1 downto g * BIAS_BITS)           <= data_q(BIAS_BITS - 1 downto 0);
    factor(g * FACTOR_BITS + FACTOR_BITS - 1 downto g * FACTOR_BITS) <= data_q(BITS - 1 downto BIAS_BITS);
  end generate channel;

end architecture rtl;
