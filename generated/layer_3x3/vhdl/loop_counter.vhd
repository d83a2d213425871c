-- loop_counter: one of several nested loops. last is '1' in the last of COUNT rounds; step ends a round.
--
-- Counts down from COUNT - 2 to -1, so that the sign says "last" and nothing is compared.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity loop_counter is
  generic (
    COUNT : positive := 4  -- rounds
  );
  port (
    aclk    : in  std_logic;
    aresetn : in  std_logic;
    step    : in  std_logic;
    last    : out std_logic
  );
end entity loop_counter;

architecture rtl of loop_counter is
begin

  single : if COUNT = 1 generate
    last <= '1';
  end generate single;

  several : if COUNT > 1 generate
    constant BITS : positive := ceil_log2(COUNT - 1) + 1;

    signal left_q : signed(BITS - 1 downto 0);
  begin
    countdown : process (aclk) is
    begin
      if rising_edge(aclk) then
        if aresetn = '0' or (step = '1' and last = '1') then
          left_q <= to_signed(COUNT - 2, BITS);
        elsif step = '1' then
          left_q <= left_q - 1;
        end if;
      end if;
    end process countdown;

    last <= left_q(BITS - 1);
  end generate several;

end architecture rtl;
