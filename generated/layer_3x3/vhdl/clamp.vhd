-- clamp: y = value limited to LOW .. HIGH. Latency 2 cycles: first what is out of range is found, then replaced, which
-- the registers' set and reset do.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity clamp is
  generic (
    VALUE_BITS  : positive := 22;
    OUTPUT_BITS : positive := 8;
    LOW         : integer  := 0;   -- LOW and HIGH fit into OUTPUT_BITS, as two's complement if LOW is negative
    HIGH        : integer  := 255
  );
  port (
    aclk  : in  std_logic;
    value : in  std_logic_vector(VALUE_BITS - 1 downto 0);  -- two's complement
    y     : out std_logic_vector(OUTPUT_BITS - 1 downto 0)
  );
end entity clamp;

architecture rtl of clamp is

  -- Value bits of the result beside a sign.
  function kept_bits return natural is
  begin
    if LOW < 0 then
      return OUTPUT_BITS - 1;
    end if;
    return OUTPUT_BITS;
  end function kept_bits;

  -- Bits above OUTPUT_BITS decide most of it: all must equal the sign.
  constant WIDE_BITS     : positive := maximum(VALUE_BITS, OUTPUT_BITS) + 1;
  constant KEPT          : natural  := kept_bits;
  constant HIGH_IS_LIMIT : boolean  := HIGH = 2**KEPT - 1;
  constant LOW_IS_LIMIT  : boolean  := LOW = 0 or LOW = -(2**(OUTPUT_BITS - 1));

  signal wide  : signed(WIDE_BITS - 1 downto 0);
  signal sign  : std_logic;
  signal over  : std_logic;
  signal under : std_logic;

  -- In the range of OUTPUT_BITS with a sign; what is not is flagged by over or under.
  signal near : signed(KEPT downto 0);

  signal over_q  : std_logic;
  signal under_q : std_logic;
  signal value_q : std_logic_vector(OUTPUT_BITS - 1 downto 0);
  signal y_q     : std_logic_vector(OUTPUT_BITS - 1 downto 0);

begin

  wide  <= resize(signed(value), WIDE_BITS);
  sign  <= wide(WIDE_BITS - 1);
  over  <= not sign and (or wide(WIDE_BITS - 1 downto KEPT));
  under <= sign and not (and wide(WIDE_BITS - 1 downto KEPT));
  near  <= wide(KEPT downto 0);

  compare : process (aclk) is
  begin
    if rising_edge(aclk) then
      value_q <= std_logic_vector(wide(OUTPUT_BITS - 1 downto 0));

      over_q <= over;
      if not HIGH_IS_LIMIT and sign = '0' and near > signed(to_bits(HIGH, KEPT + 1)) then
        over_q <= '1';
      end if;

      if LOW = 0 then
        under_q <= sign;
      else
        under_q <= under;
        if not LOW_IS_LIMIT and (LOW > 0 or sign = '1') and over = '0' and
          near < signed(to_bits(LOW, KEPT + 1)) then
          under_q <= '1';
        end if;
      end if;

      if over_q = '1' then
        y_q <= std_logic_vector(to_bits(HIGH, OUTPUT_BITS));
      elsif under_q = '1' then
        y_q <= std_logic_vector(to_bits(LOW, OUTPUT_BITS));
      else
        y_q <= value_q;
      end if;
    end if;
  end process compare;

  y <= y_q;

end architecture rtl;
