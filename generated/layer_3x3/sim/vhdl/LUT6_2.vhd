-- LUT6_2: one LUT with two outputs. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

use work.lookup.all;

entity LUT6_2 is
  generic (
    INIT : bit_vector(63 downto 0) := X"0000000000000000"  -- entry i is the output for inputs that spell i, I0 lowest
  );
  port (
    O6 : out std_ulogic;  -- any function of the six inputs
    O5 : out std_ulogic;  -- the same where I5 is 0
    I0 : in  std_ulogic;
    I1 : in  std_ulogic;
    I2 : in  std_ulogic;
    I3 : in  std_ulogic;
    I4 : in  std_ulogic;
    I5 : in  std_ulogic
  );
end entity LUT6_2;

architecture simulation of LUT6_2 is
begin

  O6 <= look_up(INIT, I5 & I4 & I3 & I2 & I1 & I0);
  O5 <= look_up(INIT(31 downto 0), I4 & I3 & I2 & I1 & I0);

end architecture simulation;
