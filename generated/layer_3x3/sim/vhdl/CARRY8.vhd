-- CARRY8: 8 bits of a carry chain. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

entity CARRY8 is
  generic (
    CARRY_TYPE : string := "SINGLE_CY8"  -- the one type that this model knows
  );
  port (
    O      : out std_logic_vector(7 downto 0);  -- sum: S xor carry
    CO     : out std_logic_vector(7 downto 0);  -- carry out of each bit
    CI     : in  std_ulogic := 'L';            -- carry from the block below, or into the chain
    CI_TOP : in  std_ulogic := 'L';            -- carry into bit 4 of a dual block, unused here
    DI     : in  std_logic_vector(7 downto 0);  -- carry where S is 0
    S      : in  std_logic_vector(7 downto 0)   -- propagate
  );
end entity CARRY8;

architecture simulation of CARRY8 is
begin

  assert CARRY_TYPE = "SINGLE_CY8"
    report "CARRY8: CARRY_TYPE " & CARRY_TYPE & " has no simulation model"
    severity failure;

  chain : process (CI, DI, S) is
    variable carry : std_ulogic;
  begin
    carry := to_x01(CI);
    for position in 0 to 7 loop
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
