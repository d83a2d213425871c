-- LUT1: any function of one input. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

use work.lookup.all;

entity LUT1 is
  generic (
    INIT : bit_vector(1 downto 0) := "00"  -- entry i is the output for inputs that spell i, I0 lowest
  );
  port (
    O  : out std_ulogic;
    I0 : in  std_ulogic
  );
end entity LUT1;

architecture simulation of LUT1 is
begin

  O <= look_up(INIT, (0 => I0));

end architecture simulation;
