-- carry_chain: the carry logic of WIDTH columns, of which the LUTs lie outside.
--
-- sum(i) = propagate(i) xor carry into i; the carry out of i is the carry into it where propagate(i) is '1', else
-- local_carry(i). STYLE 1 instantiates CARRY4 (7-series), STYLE 2 CARRY8 (UltraScale and UltraScale+).
library ieee;
use ieee.std_logic_1164.all;

library unisim;
use unisim.vcomponents.all;

entity carry_chain is
  generic (
    WIDTH : positive := 8;
    STYLE : positive := 1
  );
  port (
    propagate   : in  std_logic_vector(WIDTH - 1 downto 0);
    local_carry : in  std_logic_vector(WIDTH - 1 downto 0);
    carry_in    : in  std_logic;
    sum         : out std_logic_vector(WIDTH - 1 downto 0)
  );
end entity carry_chain;

architecture rtl of carry_chain is

  function block_width return positive is
  begin
    if STYLE = 2 then
      return 8;
    end if;
    return 4;
  end function block_width;

  constant PART  : positive := block_width;
  constant PARTS : positive := (WIDTH + PART - 1) / PART;

  signal all_propagate : std_logic_vector(PART * PARTS - 1 downto 0);
  signal all_local     : std_logic_vector(PART * PARTS - 1 downto 0);
  signal all_sum       : std_logic_vector(PART * PARTS - 1 downto 0);
  signal carry_into    : std_logic_vector(PARTS downto 0);

begin

  -- What fills the last block up is not read.
  fill : process (all) is
  begin
    all_propagate                     <= (others => '0');
    all_propagate(WIDTH - 1 downto 0) <= propagate;
    all_local                         <= (others => '0');
    all_local(WIDTH - 1 downto 0)     <= local_carry;
  end process fill;

  carry_into(0) <= carry_in;

  parts_of_chain : for b in 0 to PARTS - 1 generate
    signal carry : std_logic_vector(PART - 1 downto 0);
    attribute dont_touch : string;
  begin
    ultrascale : if STYLE = 2 generate
      attribute dont_touch of chain : label is "yes";
    begin
      chain : CARRY8
        port map (
          CI     => carry_into(b),
          CI_TOP => '0',
          DI     => all_local(PART * b + PART - 1 downto PART * b),
          S      => all_propagate(PART * b + PART - 1 downto PART * b),
          O      => all_sum(PART * b + PART - 1 downto PART * b),
          CO     => carry
        );
    end generate ultrascale;

    -- The carry from outside has a pin of its own on the 7-series.
    first_of_series7 : if STYLE /= 2 and b = 0 generate
      attribute dont_touch of chain : label is "yes";
    begin
      chain : CARRY4
        port map (
          CI     => '0',
          CYINIT => carry_into(b),
          DI     => all_local(PART * b + PART - 1 downto PART * b),
          S      => all_propagate(PART * b + PART - 1 downto PART * b),
          O      => all_sum(PART * b + PART - 1 downto PART * b),
          CO     => carry
        );
    end generate first_of_series7;

    later_of_series7 : if STYLE /= 2 and b /= 0 generate
      attribute dont_touch of chain : label is "yes";
    begin
      chain : CARRY4
        port map (
          CI     => carry_into(b),
          CYINIT => '0',
          DI     => all_local(PART * b + PART - 1 downto PART * b),
          S      => all_propagate(PART * b + PART - 1 downto PART * b),
          O      => all_sum(PART * b + PART - 1 downto PART * b),
          CO     => carry
        );
    end generate later_of_series7;

    carry_into(b + 1) <= carry(PART - 1);
  end generate parts_of_chain;

  sum <= all_sum(WIDTH - 1 downto 0);

end architecture rtl;
