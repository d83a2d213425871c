-- LUT5: any function of 5 inputs. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

use work.lookup.all;

entity LUT5 is
  generic (
    INIT : bit_vector(31 downto 0) := X"00000000"  -- entry i is the output for inputs that spell i, I0 lowest
  );
  port (
    O  : out std_ulogic;
    I0 : in  std_ulogic;
    I1 : in  std_ulogic;
    I2 : in  std_ulogic;
    I3 : in  std_ulogic;
    I4 : in  std_ulogic
  );
end entity LUT5;

architecture simulation of LUT5 is
begin

  O <= look_up(INIT, I4 & I3 & I2 & I1 & I0);

end architecture simulation;
