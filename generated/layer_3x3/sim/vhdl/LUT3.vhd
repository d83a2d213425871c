-- LUT3: any function of 3 inputs. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

use work.lookup.all;

entity LUT3 is
  generic (
    INIT : bit_vector(7 downto 0) := X"00"  -- entry i is the output for inputs that spell i, I0 lowest
  );
  port (
    O  : out std_ulogic;
    I0 : in  std_ulogic;
    I1 : in  std_ulogic;
    I2 : in  std_ulogic
  );
end entity LUT3;

architecture simulation of LUT3 is
begin

  O <= look_up(INIT, I2 & I1 & I0);

end architecture simulation;
