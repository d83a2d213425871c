-- width_converter: a stream of beats of WORDS_IN words becomes one of beats of WORDS_OUT words, lowest word first.
--
-- One of the two numbers divides the other. Gathering, TLAST ends the output beat early and leaves the words that did
-- not come 0; splitting, TLAST goes with the last part of its beat. The narrow side moves a beat a cycle.
-- s_axis_tready depends on m_axis_tready in the same cycle: a skid_buffer cuts that.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity width_converter is
  generic (
    WORD_BITS : positive := 8;
    WORDS_IN  : positive := 1;
    WORDS_OUT : positive := 4
  );
  port (
    aclk          : in  std_logic;
    aresetn       : in  std_logic;
    s_axis_tdata  : in  std_logic_vector(WORDS_IN * WORD_BITS - 1 downto 0);
    s_axis_tvalid : in  std_logic;
    s_axis_tready : out std_logic;
    s_axis_tlast  : in  std_logic;
    m_axis_tdata  : out std_logic_vector(WORDS_OUT * WORD_BITS - 1 downto 0);
    m_axis_tvalid : out std_logic;
    m_axis_tready : in  std_logic;
    m_axis_tlast  : out std_logic
  );
end entity width_converter;

architecture rtl of width_converter is

  constant IN_BITS  : positive := WORDS_IN * WORD_BITS;
  constant OUT_BITS : positive := WORDS_OUT * WORD_BITS;

  signal valid_q : std_logic;
  signal last_q  : std_logic;
  signal accept  : std_logic;

begin

  accept <= s_axis_tvalid and s_axis_tready;

  gather : if WORDS_OUT > WORDS_IN generate
    constant PARTS : positive := WORDS_OUT / WORDS_IN;

    signal next_q : unsigned(PARTS - 1 downto 0);  -- one bit a part: the one that comes next
    signal data_q : std_logic_vector(OUT_BITS - 1 downto 0);
    signal ends   : std_logic;
  begin
    ends <= accept and (next_q(PARTS - 1) or s_axis_tlast);

    collect : process (aclk) is
    begin
      if rising_edge(aclk) then
        for i in 0 to PARTS - 1 loop
          if accept = '1' and next_q(i) = '1' then
            data_q(i * IN_BITS + IN_BITS - 1 downto i * IN_BITS) <= s_axis_tdata;
          elsif accept = '1' and next_q(0) = '1' then
            data_q(i * IN_BITS + IN_BITS - 1 downto i * IN_BITS) <= (others => '0');
          end if;
        end loop;
        if accept = '1' then
          last_q <= s_axis_tlast;
        end if;

        if aresetn = '0' then
          valid_q <= '0';
          next_q  <= power_of_two(0, PARTS);
        else
          valid_q <= ends or (valid_q and not m_axis_tready);
          if ends = '1' then
            next_q <= power_of_two(0, PARTS);
          elsif accept = '1' then
            next_q <= shift_left(next_q, 1);
          end if;
        end if;
      end if;
    end process collect;

    s_axis_tready <= not valid_q or m_axis_tready;
    m_axis_tdata  <= data_q;
    m_axis_tlast  <= last_q;
  end generate gather;

  split : if WORDS_OUT <= WORDS_IN generate
    constant PARTS : positive := WORDS_IN / WORDS_OUT;

    signal data_q     : unsigned(IN_BITS - 1 downto 0);
    signal left_q     : unsigned(PARTS - 1 downto 0);  -- one bit a part that is still to come, the one on offer too
    signal leave      : std_logic;
    signal final_part : std_logic;
  begin
    leave      <= valid_q and m_axis_tready;
    final_part <= to_bit(shift_right(left_q, 1) = 0);

    distribute : process (aclk) is
    begin
      if rising_edge(aclk) then
        if accept = '1' then
          data_q <= unsigned(s_axis_tdata);
          last_q <= s_axis_tlast;
          left_q <= (others => '1');
        elsif leave = '1' then
          data_q <= shift_right(data_q, OUT_BITS);
          left_q <= shift_right(left_q, 1);
        end if;

        if aresetn = '0' then
          valid_q <= '0';
        else
          valid_q <= accept or (valid_q and not (leave and final_part));
        end if;
      end if;
    end process distribute;

    s_axis_tready <= not valid_q or (m_axis_tready and final_part);
    m_axis_tdata  <= std_logic_vector(data_q(OUT_BITS - 1 downto 0));
    m_axis_tlast  <= last_q and final_part;
  end generate split;

  m_axis_tvalid <= valid_q;

end architecture rtl;
