-- read_pointer: the read address of a memory of two halves, of which one is in use.
--
-- step goes on by one, or with restart back from the last of USED places to the first. swap goes to the first place of
-- the other half; it must come while the pointer stands at its half's first place. The first swap goes to the lower
-- half.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity read_pointer is
  generic (
    HALF         : positive := 36;  -- places of a half
    USED         : positive := 36;  -- how many of them are read
    ADDRESS_BITS : positive := 7    -- of 2 * HALF places
  );
  port (
    aclk    : in  std_logic;
    aresetn : in  std_logic;
    swap    : in  std_logic;
    step    : in  std_logic;
    restart : in  std_logic;
    address : out std_logic_vector(ADDRESS_BITS - 1 downto 0)
  );
end entity read_pointer;

architecture rtl of read_pointer is

  signal address_q : unsigned(ADDRESS_BITS - 1 downto 0);
  signal upper_q   : std_logic;
  signal change    : unsigned(ADDRESS_BITS - 1 downto 0);

begin

  choose : process (all) is
  begin
    if swap = '1' and upper_q = '1' then
      change <= to_bits(-HALF, ADDRESS_BITS);
    elsif swap = '1' then
      change <= to_bits(HALF, ADDRESS_BITS);
    elsif restart = '1' then
      change <= to_bits(1 - USED, ADDRESS_BITS);
    else
      change <= to_bits(1, ADDRESS_BITS);
    end if;
  end process choose;

  move : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' then
        address_q <= to_bits(HALF, ADDRESS_BITS);
        upper_q   <= '1';
      else
        if swap = '1' or step = '1' then
          address_q <= address_q + change;
        end if;
        if swap = '1' then
          upper_q <= not upper_q;
        end if;
      end if;
    end if;
  end process move;

  address <= std_logic_vector(address_q);

end architecture rtl;
