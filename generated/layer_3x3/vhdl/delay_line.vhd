-- delay_line: q is d of CYCLES cycles before. Not reset, so that synthesis may take shift registers made of LUTs.
library ieee;
use ieee.std_logic_1164.all;

entity delay_line is
  generic (
    WIDTH  : positive := 1;
    CYCLES : natural  := 1
  );
  port (
    aclk : in  std_logic;
    d    : in  std_logic_vector(WIDTH - 1 downto 0);
    q    : out std_logic_vector(WIDTH - 1 downto 0)
  );
end entity delay_line;

architecture rtl of delay_line is
begin

  wires : if CYCLES = 0 generate
    q <= d;
  end generate wires;

  single : if CYCLES = 1 generate
    signal line_q : std_logic_vector(WIDTH - 1 downto 0);
  begin
    delay : process (aclk) is
    begin
      if rising_edge(aclk) then
        line_q <= d;
      end if;
    end process delay;

    q <= line_q;
  end generate single;

  several : if CYCLES > 1 generate
    signal line_q : std_logic_vector(WIDTH * CYCLES - 1 downto 0);
  begin
    delay : process (aclk) is
    begin
      if rising_edge(aclk) then
        line_q <= line_q(WIDTH * (CYCLES - 1) - 1 downto 0) & d;
      end if;
    end process delay;

    q <= line_q(WIDTH * CYCLES - 1 downto WIDTH * (CYCLES - 1));
  end generate several;

end architecture rtl;
