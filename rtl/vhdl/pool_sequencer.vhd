-- pool_sequencer: where a beat of an image belongs when KERNEL x KERNEL squares of pixels become one pixel each.
--
-- For the beat that step takes: address is the output column's place in a memory of a row of output pixels, first and
-- complete mark the first and the last beat of a square, last_of_image the image's last beat. The squares do not
-- overlap, and KERNEL divides HEIGHT and WIDTH.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity pool_sequencer is
  generic (
    HEIGHT       : positive := 8;
    WIDTH        : positive := 8;
    KERNEL       : positive := 2;
    FOLDS        : positive := 4;  -- beats a pixel
    ADDRESS_BITS : positive := 4   -- of WIDTH / KERNEL * FOLDS places
  );
  port (
    aclk          : in  std_logic;
    aresetn       : in  std_logic;
    step          : in  std_logic;
    address       : out std_logic_vector(ADDRESS_BITS - 1 downto 0);
    first         : out std_logic;
    complete      : out std_logic;
    last_of_image : out std_logic
  );
end entity pool_sequencer;

architecture rtl of pool_sequencer is

  signal fold_last   : std_logic;
  signal x_last      : std_logic;
  signal column_last : std_logic;
  signal y_last      : std_logic;
  signal row_last    : std_logic;
  signal pixel_end   : std_logic;
  signal square_end  : std_logic;
  signal line_end    : std_logic;
  signal row_end     : std_logic;

  signal address_q : unsigned(ADDRESS_BITS - 1 downto 0);
  signal x_first_q : std_logic;
  signal y_first_q : std_logic;
  signal change    : unsigned(ADDRESS_BITS - 1 downto 0);

begin

  pixel_end  <= step and fold_last;
  square_end <= pixel_end and x_last;
  line_end   <= square_end and column_last;
  row_end    <= line_end and y_last;

  fold_count : entity work.loop_counter
    generic map (COUNT => FOLDS)
    port map (aclk => aclk, aresetn => aresetn, step => step, last => fold_last);

  xs : entity work.loop_counter
    generic map (COUNT => KERNEL)
    port map (aclk => aclk, aresetn => aresetn, step => pixel_end, last => x_last);

  columns : entity work.loop_counter
    generic map (COUNT => WIDTH / KERNEL)
    port map (aclk => aclk, aresetn => aresetn, step => square_end, last => column_last);

  ys : entity work.loop_counter
    generic map (COUNT => KERNEL)
    port map (aclk => aclk, aresetn => aresetn, step => line_end, last => y_last);

  rows : entity work.loop_counter
    generic map (COUNT => HEIGHT / KERNEL)
    port map (aclk => aclk, aresetn => aresetn, step => row_end, last => row_last);

  change <= to_bits(1 - FOLDS, ADDRESS_BITS) when fold_last = '1' and x_last = '0' else to_bits(1, ADDRESS_BITS);

  walk : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' then
        address_q <= (others => '0');
        x_first_q <= '1';
        y_first_q <= '1';
      else
        if line_end = '1' then
          address_q <= (others => '0');
        elsif step = '1' then
          address_q <= address_q + change;
        end if;
        if pixel_end = '1' then
          x_first_q <= x_last;
        end if;
        if line_end = '1' then
          y_first_q <= y_last;
        end if;
      end if;
    end if;
  end process walk;

  address       <= std_logic_vector(address_q);
  first         <= x_first_q and y_first_q;
  complete      <= x_last and y_last;
  last_of_image <= fold_last and x_last and column_last and y_last and row_last;

end architecture rtl;
