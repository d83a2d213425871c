-- The components of the primitives that generated files instantiate: a stand-in for the package of the same name in
-- Vivado's library unisim. For simulation only; synthesis has the vendor's own.
library ieee;
use ieee.std_logic_1164.all;

package vcomponents is

  component LUT1 is
    generic (
      INIT : bit_vector(1 downto 0) := "00"
    );
    port (
      O  : out std_ulogic;
      I0 : in  std_ulogic
    );
  end component LUT1;

  component LUT2 is
    generic (
      INIT : bit_vector(3 downto 0) := X"0"
    );
    port (
      O  : out std_ulogic;
      I0 : in  std_ulogic;
      I1 : in  std_ulogic
    );
  end component LUT2;

  component LUT3 is
    generic (
      INIT : bit_vector(7 downto 0) := X"00"
    );
    port (
      O  : out std_ulogic;
      I0 : in  std_ulogic;
      I1 : in  std_ulogic;
      I2 : in  std_ulogic
    );
  end component LUT3;

  component LUT4 is
    generic (
      INIT : bit_vector(15 downto 0) := X"0000"
    );
    port (
      O  : out std_ulogic;
      I0 : in  std_ulogic;
      I1 : in  std_ulogic;
      I2 : in  std_ulogic;
      I3 : in  std_ulogic
    );
  end component LUT4;

  component LUT5 is
    generic (
      INIT : bit_vector(31 downto 0) := X"00000000"
    );
    port (
      O  : out std_ulogic;
      I0 : in  std_ulogic;
      I1 : in  std_ulogic;
      I2 : in  std_ulogic;
      I3 : in  std_ulogic;
      I4 : in  std_ulogic
    );
  end component LUT5;

  component LUT6 is
    generic (
      INIT : bit_vector(63 downto 0) := X"0000000000000000"
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
  end component LUT6;

  component LUT6_2 is
    generic (
      INIT : bit_vector(63 downto 0) := X"0000000000000000"
    );
    port (
      O6 : out std_ulogic;
      O5 : out std_ulogic;
      I0 : in  std_ulogic;
      I1 : in  std_ulogic;
      I2 : in  std_ulogic;
      I3 : in  std_ulogic;
      I4 : in  std_ulogic;
      I5 : in  std_ulogic
    );
  end component LUT6_2;

  component CARRY4 is
    port (
      O      : out std_logic_vector(3 downto 0);
      CO     : out std_logic_vector(3 downto 0);
      CI     : in  std_ulogic := 'L';
      CYINIT : in  std_ulogic := 'L';
      DI     : in  std_logic_vector(3 downto 0);
      S      : in  std_logic_vector(3 downto 0)
    );
  end component CARRY4;

  component CARRY8 is
    generic (
      CARRY_TYPE : string := "SINGLE_CY8"
    );
    port (
      O      : out std_logic_vector(7 downto 0);
      CO     : out std_logic_vector(7 downto 0);
      CI     : in  std_ulogic := 'L';
      CI_TOP : in  std_ulogic := 'L';
      DI     : in  std_logic_vector(7 downto 0);
      S      : in  std_logic_vector(7 downto 0)
    );
  end component CARRY8;

end package vcomponents;
