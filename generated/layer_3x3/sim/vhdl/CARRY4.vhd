-- CARRY4: 4 bits of a carry chain. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

entity CARRY4 is
  port (
    O      : out std_logic_vector(3 downto 0);  -- sum: S xor carry
    CO     : out std_logic_vector(3 downto 0);  -- carry out of each bit
    CI     : in  std_ulogic := 'L';            -- carry from the block below
    CYINIT : in  std_ulogic := 'L';            -- carry into a chain's first block; the other of the two is 0
    DI     : in  std_logic_vector(3 downto 0);  -- carry where S is 0
    S      : in  std_logic_vector(3 downto 0)   -- propagate
  );
end entity CARRY4;

architecture simulation of CARRY4 is
begin

  chain : process (CI, CYINIT, DI, S) is
    variable carry : std_ulogic;
  begin
    carry := to_x01(CI or CYINIT);
    for position in 0 to 3 loop
      O(position) <= S(position) xor carry;
      case to_x01(S(position)) is
        when '0' => carry := DI(position);
        when '1' => null;
        when others => carry := 'X';
      end case;
      CO(position) <= carry;
    end loop;
  end process chain;

end architecture simulation;
