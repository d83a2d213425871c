-- pool_fold: the running maximum or sum of every square of pool_sequencer, for one lane.
--
-- A beat is combined with what its square has so far, which lies in distributed RAM of one row of output pixels. What
-- the beat before has just computed is taken from its register, as beats of a square may follow each other. result is
-- the square's value two cycles after the beat.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity pool_fold is
  generic (
    MAXIMUM      : natural  := 1;   -- 1: maximum, 0: sum
    VALUE_SIGNED : natural  := 0;
    VALUE_BITS   : positive := 8;
    RESULT_BITS  : positive := 8;   -- two's complement if VALUE_SIGNED; holds the sum
    PLACES       : positive := 16;
    ADDRESS_BITS : positive := 4
  );
  port (
    aclk    : in  std_logic;
    step    : in  std_logic;
    value   : in  std_logic_vector(VALUE_BITS - 1 downto 0);
    address : in  std_logic_vector(ADDRESS_BITS - 1 downto 0);
    first   : in  std_logic;
    result  : out std_logic_vector(RESULT_BITS - 1 downto 0)
  );
end entity pool_fold;

architecture rtl of pool_fold is

  type words is array (0 to PLACES - 1) of unsigned(RESULT_BITS - 1 downto 0);

  signal memory            : words;
  signal step_q            : std_logic;
  signal first_q           : std_logic;
  signal written_q         : std_logic;
  signal address_q         : std_logic_vector(ADDRESS_BITS - 1 downto 0);
  signal written_address_q : std_logic_vector(ADDRESS_BITS - 1 downto 0);
  signal value_q           : unsigned(RESULT_BITS - 1 downto 0);
  signal before_q          : unsigned(RESULT_BITS - 1 downto 0);
  signal result_q          : unsigned(RESULT_BITS - 1 downto 0);
  signal following         : unsigned(RESULT_BITS - 1 downto 0);

  attribute ram_style : string;
  attribute ram_style of memory : signal is "distributed";

  -- The value in as many bits as the result has.
  function widened(number : std_logic_vector) return unsigned is
  begin
    if VALUE_SIGNED /= 0 then
      return unsigned(resize(signed(number), RESULT_BITS));
    end if;
    return resize(unsigned(number), RESULT_BITS);
  end function widened;

  function exceeds(left, right : unsigned) return boolean is
  begin
    if VALUE_SIGNED /= 0 then
      return signed(left) > signed(right);
    end if;
    return left > right;
  end function exceeds;

  -- The word at an address, which simulation asks for before there is one.
  function place(word : std_logic_vector) return natural is
    variable index : natural;
  begin
    index := to_integer(unsigned(word));
    -- synthesis translate_off
    if index >= PLACES then
      return 0;
    end if;
    -- synthesis translate_on
    return index;
  end function place;

begin

  combine : process (all) is
  begin
    if MAXIMUM = 0 and first_q = '1' then
      following <= value_q;
    elsif MAXIMUM = 0 then
      following <= value_q + before_q;
    elsif first_q = '1' or exceeds(value_q, before_q) then
      following <= value_q;
    else
      following <= before_q;
    end if;
  end process combine;

  -- The memory is written a cycle after result_q, so that a read in between looks at both of them.
  fold : process (aclk) is
  begin
    if rising_edge(aclk) then
      step_q    <= step;
      first_q   <= first;
      address_q <= address;
      value_q   <= widened(value);
      if step_q = '1' and address_q = address then
        before_q <= following;
      elsif written_q = '1' and written_address_q = address then
        before_q <= result_q;
      else
        before_q <= memory(place(address));
      end if;
      written_q         <= step_q;
      written_address_q <= address_q;
      result_q          <= following;
      if written_q = '1' then
        memory(place(written_address_q)) <= result_q;
      end if;
    end if;
  end process fold;

  result <= std_logic_vector(result_q);

end architecture rtl;
