-- LUT6: any function of 6 inputs. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

use work.lookup.all;

entity LUT6 is
  generic (
    INIT : bit_vector(63 downto 0) := X"0000000000000000"  -- entry i is the output for inputs that spell i, I0 lowest
  );
  port (
    O  : out std_ulogic;
    I0 : in  std_ulogic;
    I1 : in  std_ulogic;
    I2 : in  std_ulogic;
    I3 : in  std_ulogic;
    I4 : in  std_ulogic;
    I5 : in  std_ulogic
  );
end entity LUT6;

architecture simulation of LUT6 is
begin

  O <= look_up(INIT, I5 & I4 & I3 & I2 & I1 & I0);

end architecture simulation;
