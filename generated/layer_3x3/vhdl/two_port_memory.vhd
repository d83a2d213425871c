-- two_port_memory: one port writes, the other reads. data is the word at read_address of the cycle before.
--
-- A place that is written in the same cycle reads as anything; the units that use this memory never do so.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity two_port_memory is
  generic (
    WIDTH        : positive := 8;
    DEPTH        : positive := 1024;
    ADDRESS_BITS : positive := 10;
    IN_BLOCK_RAM : natural  := 1  -- 1: block RAM, 0: distributed RAM
  );
  port (
    aclk          : in  std_logic;
    write         : in  std_logic;
    write_address : in  std_logic_vector(ADDRESS_BITS - 1 downto 0);
    write_data    : in  std_logic_vector(WIDTH - 1 downto 0);
    read_address  : in  std_logic_vector(ADDRESS_BITS - 1 downto 0);  -- DEPTH and above read as anything
    data          : out std_logic_vector(WIDTH - 1 downto 0)
  );
end entity two_port_memory;

architecture rtl of two_port_memory is

  type words is array (0 to DEPTH - 1) of std_logic_vector(WIDTH - 1 downto 0);

  signal data_q : std_logic_vector(WIDTH - 1 downto 0);

  -- The word at an address. Synthesis need not care for addresses beyond the last word, simulation would stop there.
  function place(address : std_logic_vector) return natural is
    variable index : natural;
  begin
    index := to_integer(unsigned(address));
    -- synthesis translate_off
    if index >= DEPTH then
      return 0;
    end if;
    -- synthesis translate_on
    return index;
  end function place;

  attribute ram_style : string;

begin

  block_ram : if IN_BLOCK_RAM /= 0 generate
    signal memory : words;
    attribute ram_style of memory : signal is "block";
  begin
    access_memory : process (aclk) is
    begin
      if rising_edge(aclk) then
        if write = '1' then
          memory(place(write_address)) <= write_data;
        end if;
        data_q <= memory(place(read_address));
      end if;
    end process access_memory;
  end generate block_ram;

  distributed_ram : if IN_BLOCK_RAM = 0 generate
    signal memory : words;
    attribute ram_style of memory : signal is "distributed";
  begin
    access_memory : process (aclk) is
    begin
      if rising_edge(aclk) then
        if write = '1' then
          memory(place(write_address)) <= write_data;
        end if;
        data_q <= memory(place(read_address));
      end if;
    end process access_memory;
  end generate distributed_ram;

  data <= data_q;

end architecture rtl;
