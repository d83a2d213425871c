-- layer_math: the arithmetic of widths and constants.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

package layer_math is

  -- The least n for which 2**n >= number; 0 for 1.
  function ceil_log2(number : positive) return natural;

  -- A constant in two's complement, modulo 2**width.
  function to_bits(value : integer; width : positive) return unsigned;

  -- 2**position.
  function power_of_two(position : natural; width : positive) return unsigned;

  -- '1' where the condition holds.
  function to_bit(condition : boolean) return std_logic;

end package layer_math;

package body layer_math is

  function ceil_log2(number : positive) return natural is
    variable bits : natural  := 0;
    variable rest : natural := number - 1;
  begin
    while rest > 0 loop
      rest := rest / 2;
      bits := bits + 1;
    end loop;
    return bits;
  end function ceil_log2;

  function to_bits(value : integer; width : positive) return unsigned is
    variable rest   : integer := value;
    variable result : unsigned(width - 1 downto 0);
  begin
    for position in 0 to width - 1 loop
      result(position) := to_bit(rest mod 2 = 1);
      rest             := (rest - rest mod 2) / 2;
    end loop;
    return result;
  end function to_bits;

  function power_of_two(position : natural; width : positive) return unsigned is
    variable result : unsigned(width - 1 downto 0) := (others => '0');
  begin
    result(position) := '1';
    return result;
  end function power_of_two;

  function to_bit(condition : boolean) return std_logic is
  begin
    if condition then
      return '1';
    end if;
    return '0';
  end function to_bit;

end package body layer_math;
