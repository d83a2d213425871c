-- Compares the simulation models with the functions they stand for: LUTs with entries of their tables, carry blocks
-- with the addition that they are part of. Reports "finished" at the end; every error before it is an error.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

library unisim;
use unisim.vcomponents.all;

entity check_lut is
  generic (INIT : bit_vector(63 downto 0));
end entity check_lut;

architecture test of check_lut is
  signal a : std_logic_vector(5 downto 0) := (others => '0');
  signal got : std_logic_vector(7 downto 0);
begin
  lut1_1 : LUT1 generic map (INIT => INIT(1 downto 0)) port map (O => got(0), I0 => a(0));
  lut2_1 : LUT2 generic map (INIT => INIT(3 downto 0)) port map (O => got(1), I0 => a(0), I1 => a(1));
  lut3_1 : LUT3
    generic map (INIT => INIT(7 downto 0))
    port map (O => got(2), I0 => a(0), I1 => a(1), I2 => a(2));
  lut4_1 : LUT4
    generic map (INIT => INIT(15 downto 0))
    port map (O => got(3), I0 => a(0), I1 => a(1), I2 => a(2), I3 => a(3));
  lut5_1 : LUT5
    generic map (INIT => INIT(31 downto 0))
    port map (O => got(4), I0 => a(0), I1 => a(1), I2 => a(2), I3 => a(3), I4 => a(4));
  lut6_1 : LUT6
    generic map (INIT => INIT)
    port map (O => got(5), I0 => a(0), I1 => a(1), I2 => a(2), I3 => a(3), I4 => a(4), I5 => a(5));
  lut6_2_1 : LUT6_2
    generic map (INIT => INIT)
    port map (O6 => got(6), O5 => got(7), I0 => a(0), I1 => a(1), I2 => a(2), I3 => a(3), I4 => a(4), I5 => a(5));

  process is
    variable wanted : std_logic_vector(7 downto 0);
    function entry(index : natural) return std_logic is
    begin
      return to_stdulogic(INIT(index));
    end function entry;
  begin
    for address in 0 to 63 loop
      a <= std_logic_vector(to_unsigned(address, 6));
      wait for 1 ns;
      wanted := entry(address mod 32) & entry(address) & entry(address) & entry(address mod 32) &
                entry(address mod 16) & entry(address mod 8) & entry(address mod 4) & entry(address mod 2);
      assert got = wanted report "LUTs differ at address " & integer'image(address) severity error;
    end loop;
    a(0) <= 'U';
    wait for 1 ns;
    assert got = "XXXXXXXX" report "a LUT makes a value of an unknown input" severity error;
    wait;
  end process;
end architecture test;

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

library unisim;
use unisim.vcomponents.all;

-- With DI = a and S = a xor b, a carry block adds a, b and the carry.
entity check_carry is
  generic (WIDTH : positive);
end entity check_carry;

architecture test of check_carry is
  signal a, b, s, sum, carry_out : std_logic_vector(WIDTH - 1 downto 0) := (others => '0');
  signal ci, cyinit : std_logic := '0';
begin
  s <= a xor b;

  four : if WIDTH = 4 generate
    carry4_1 : CARRY4 port map (CI => ci, CYINIT => cyinit, DI => a, S => s, O => sum, CO => carry_out);
  end generate four;
  eight : if WIDTH = 8 generate
    carry8_1 : CARRY8
      generic map (CARRY_TYPE => "SINGLE_CY8")
      port map (CI => ci, CI_TOP => '0', DI => a, S => s, O => sum, CO => carry_out);
  end generate eight;

  process is
    variable part : natural;
  begin
    for carry in 0 to 2 loop  -- none, through CI, through CYINIT
      next when carry = 2 and WIDTH = 8;
      ci <= '1' when carry = 1 else '0';
      cyinit <= '1' when carry = 2 else '0';
      for a_value in 0 to 2 ** WIDTH - 1 loop
        for b_value in 0 to 2 ** WIDTH - 1 loop
          a <= std_logic_vector(to_unsigned(a_value, WIDTH));
          b <= std_logic_vector(to_unsigned(b_value, WIDTH));
          wait for 1 ns;
          part := (a_value + b_value + minimum(carry, 1)) mod 2 ** WIDTH;
          assert to_integer(unsigned(sum)) = part report "sum differs" severity error;
          for position in 0 to WIDTH - 1 loop
            -- The carry out of a bit is what the sum of the bits up to it has above them.
            part := a_value mod 2 ** (position + 1) + b_value mod 2 ** (position + 1) + minimum(carry, 1);
            assert (carry_out(position) = '1') = (part >= 2 ** (position + 1)) report "carry differs" severity error;
          end loop;
        end loop;
      end loop;
    end loop;
    wait;
  end process;
end architecture test;

library ieee;
use ieee.std_logic_1164.all;

entity models_testbench is
end entity models_testbench;

architecture test of models_testbench is
begin
  -- Words without a pattern that a wrong pin order could share.
  luts_1 : entity work.check_lut generic map (INIT => X"9E3779B97F4A7C15");
  luts_2 : entity work.check_lut generic map (INIT => X"D1B54A32D192ED03");
  luts_3 : entity work.check_lut generic map (INIT => X"2545F4914F6CDD1D");
  carry4 : entity work.check_carry generic map (WIDTH => 4);
  carry8 : entity work.check_carry generic map (WIDTH => 8);

  process is
  begin
    wait for 1 ms;
    report "finished";
    wait;
  end process;
end architecture test;
