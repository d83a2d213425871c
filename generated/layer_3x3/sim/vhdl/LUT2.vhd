-- LUT2: any function of 2 inputs. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

use work.lookup.all;

entity LUT2 is
  generic (
    INIT : bit_vector(3 downto 0) := X"0"  -- entry i is the output for inputs that spell i, I0 lowest
  );
  port (
    O  : out std_ulogic;
    I0 : in  std_ulogic;
    I1 : in  std_ulogic
  );
end entity LUT2;

architecture simulation of LUT2 is
begin

  O <= look_up(INIT, I1 & I0);

end architecture simulation;
