-- accumulator: the sum of the values it is given, each with its sign, at one LUT a bit.
--
-- While enable is '1', sum <= (0 if first else sum) + (-value if negate else value), modulo 2^SUM_BITS. Starting anew
-- is a function of the column's LUT, so the register needs neither a reset nor a cycle to clear it.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

library unisim;
use unisim.vcomponents.all;

entity accumulator is
  generic (
    VALUE_BITS   : positive := 12;  -- at most SUM_BITS
    VALUE_SIGNED : natural  := 1;   -- 1: value is two's complement, 0: it is unsigned
    SUM_BITS     : positive := 20;
    STYLE        : natural  := 0    -- 0: portable, 1: LUT6_2 and CARRY4, 2: LUT6_2 and CARRY8
  );
  port (
    aclk   : in  std_logic;
    enable : in  std_logic;
    first  : in  std_logic;
    negate : in  std_logic;
    value  : in  std_logic_vector(VALUE_BITS - 1 downto 0);
    sum    : out std_logic_vector(SUM_BITS - 1 downto 0)
  );
end entity accumulator;

architecture rtl of accumulator is

  signal added    : std_logic_vector(SUM_BITS - 1 downto 0);
  signal next_sum : std_logic_vector(SUM_BITS - 1 downto 0);
  -- Begins as 0, as flip-flops do: models of LUTs that doubt all unknown inputs would never let it become known.
  signal sum_q : std_logic_vector(SUM_BITS - 1 downto 0) := (others => '0');

begin

  as_signed : if VALUE_SIGNED /= 0 generate
    added <= std_logic_vector(resize(signed(value), SUM_BITS));
  end generate as_signed;

  as_unsigned : if VALUE_SIGNED = 0 generate
    added <= std_logic_vector(resize(unsigned(value), SUM_BITS));
  end generate as_unsigned;

  portable : if STYLE = 0 generate
    next_sum <= std_logic_vector(unsigned(sum_q and not first) + unsigned(added xor negate) + negate);
  end generate portable;

  mapped : if STYLE /= 0 generate
    signal propagate   : std_logic_vector(SUM_BITS - 1 downto 0);
    signal local_carry : std_logic_vector(SUM_BITS - 1 downto 0);
  begin
    column : for i in 0 to SUM_BITS - 1 generate
      attribute dont_touch : string;
      attribute dont_touch of lut : label is "yes";
    begin
      -- With b = added xor negate: O6 = (0 if first else sum) xor b, O5 = b. Where O6 is '0' both operands equal b.
      lut : LUT6_2
        generic map (
          INIT => X"3C963C963C3C3C3C"
        )
        port map (
          O6 => propagate(i),
          O5 => local_carry(i),
          I0 => sum_q(i),
          I1 => added(i),
          I2 => negate,
          I3 => first,
          I4 => '0',
          I5 => '1'
        );
    end generate column;

    chain : entity work.carry_chain
      generic map (
        WIDTH => SUM_BITS,
        STYLE => STYLE
      )
      port map (
        propagate   => propagate,
        local_carry => local_carry,
        carry_in    => negate,
        sum         => next_sum
      );
  end generate mapped;

  accumulate : process (aclk) is
  begin
    if rising_edge(aclk) then
      if enable = '1' then
        sum_q <= next_sum;
      end if;
    end if;
  end process accumulate;

  sum <= sum_q;

end architecture rtl;
