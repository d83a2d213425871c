-- The look-up that all LUT models share. For simulation only.
library ieee;
use ieee.std_logic_1164.all;

package lookup is

  -- The entry that the address spells, its leftmost bit the highest; X where a bit of the address is unknown.
  function look_up(entries : bit_vector; address : std_ulogic_vector) return std_ulogic;

end package lookup;

package body lookup is

  function look_up(entries : bit_vector; address : std_ulogic_vector) return std_ulogic is
    alias    table : bit_vector(entries'length - 1 downto 0) is entries;
    variable index : natural := 0;
  begin
    for position in address'range loop
      index := 2 * index;
      case address(position) is
        when '0' | 'L' => null;
        when '1' | 'H' => index := index + 1;
        when others => return 'X';
      end case;
    end loop;
    if table(index) = '1' then
      return '1';
    end if;
    return '0';
  end function look_up;

end package body lookup;
