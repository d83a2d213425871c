-- control_registers: the AXI4-Lite registers and the states of the layer: start, run, error, soft reset.
--
-- rtl/README.md has the register map. Write strobes are ignored: a write is of 32 bits. Unknown addresses read as 0.
--
-- A start is remembered until no run is in progress and a set is there; go pulses then, and swap with it if a set
-- waits. A run ends with the last beat of its last image. After an error, and while a soft reset is pending, halt is
-- '1'; clear, which resets everything but this interface, waits until no beat is on offer at the output, so that none
-- is withdrawn.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

use work.layer_math.all;

entity control_registers is
  generic (
    VERSION      : natural  := 16#00000100#;
    IN_CHANNELS  : positive := 16;
    OUT_CHANNELS : positive := 16;
    HEIGHT       : positive := 8;
    WIDTH        : positive := 8;
    KERNEL       : positive := 3;
    STRIDE       : positive := 1;
    LANES        : positive := 4;
    ELEMENTS     : positive := 16
  );
  port (
    aclk             : in  std_logic;
    aresetn          : in  std_logic;
    -- AXI4-Lite
    s_axi_awaddr     : in  std_logic_vector(7 downto 0);
    s_axi_awvalid    : in  std_logic;
    s_axi_awready    : out std_logic;
    s_axi_wdata      : in  std_logic_vector(31 downto 0);
    s_axi_wstrb      : in  std_logic_vector(3 downto 0);
    s_axi_wvalid     : in  std_logic;
    s_axi_wready     : out std_logic;
    s_axi_bresp      : out std_logic_vector(1 downto 0);
    s_axi_bvalid     : out std_logic;
    s_axi_bready     : in  std_logic;
    s_axi_araddr     : in  std_logic_vector(7 downto 0);
    s_axi_arvalid    : in  std_logic;
    s_axi_arready    : out std_logic;
    s_axi_rdata      : out std_logic_vector(31 downto 0);
    s_axi_rresp      : out std_logic_vector(1 downto 0);
    s_axi_rvalid     : out std_logic;
    s_axi_rready     : in  std_logic;
    -- the layer
    clear            : out std_logic;
    halt             : out std_logic;
    go               : out std_logic;
    swap             : out std_logic;
    images           : out std_logic_vector(15 downto 0);
    set_waiting      : in  std_logic;
    output_idle      : in  std_logic;  -- no beat on offer
    image_done       : in  std_logic;  -- an image's last beat has been taken
    waits_for_input  : in  std_logic;
    waits_for_output : in  std_logic;
    early_last       : in  std_logic;
    late_last        : in  std_logic;
    code_short       : in  std_logic;
    code_long        : in  std_logic
  );
end entity control_registers;

architecture rtl of control_registers is

  constant ID : std_logic_vector(31 downto 0) := X"5243434D";

  -- Writes and reads.
  signal write_ready_q : std_logic;
  signal write_done_q  : std_logic;
  signal write_control : std_logic;
  signal write_status  : std_logic;
  signal write_images  : std_logic;
  signal read_ready_q  : std_logic;
  signal read_done_q   : std_logic;
  signal read_data_q   : std_logic_vector(31 downto 0);
  signal read_data     : std_logic_vector(31 downto 0);
  signal status        : std_logic_vector(31 downto 0);

  -- States.
  signal reset_pending_q : std_logic;
  signal start_pending_q : std_logic;
  signal running_q       : std_logic;
  signal done_q          : std_logic;
  signal in_use_q        : std_logic;
  signal errors_q        : std_logic_vector(3 downto 0);  -- early, late, short, long
  signal images_q        : unsigned(15 downto 0);
  signal goal_q          : unsigned(15 downto 0);
  signal images_done_q   : unsigned(15 downto 0);
  signal cycles_q        : unsigned(31 downto 0);
  signal stall_input_q   : unsigned(31 downto 0);
  signal stall_output_q  : unsigned(31 downto 0);
  signal ends            : std_logic;

  function word_of(number : natural) return std_logic_vector is
  begin
    return std_logic_vector(to_unsigned(number, 32));
  end function word_of;

  -- A write or a read of a register, by the address of its word.
  function selects(address : std_logic_vector(7 downto 0); word : natural) return std_logic is
  begin
    return to_bit(unsigned(address(7 downto 2)) = word);
  end function selects;

begin

  -- ===== writes: a handshake takes two cycles

  write_control <= write_ready_q and selects(s_axi_awaddr, 2);
  write_status  <= write_ready_q and selects(s_axi_awaddr, 3);
  write_images  <= write_ready_q and selects(s_axi_awaddr, 4);

  take_writes : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' then
        write_ready_q <= '0';
        write_done_q  <= '0';
      else
        write_ready_q <= not write_ready_q and s_axi_awvalid and s_axi_wvalid and (not write_done_q or s_axi_bready);
        write_done_q  <= write_ready_q or (write_done_q and not s_axi_bready);
      end if;
    end if;
  end process take_writes;

  s_axi_awready <= write_ready_q;
  s_axi_wready  <= write_ready_q;
  s_axi_bvalid  <= write_done_q;
  s_axi_bresp   <= "00";

  -- ===== states

  ends  <= running_q and to_bit(images_done_q = goal_q);
  clear <= reset_pending_q and output_idle;
  halt  <= reset_pending_q or (or errors_q);
  go    <= start_pending_q and not running_q and (set_waiting or in_use_q) and not halt;
  swap  <= go and set_waiting;

  images <= std_logic_vector(images_q);

  run : process (aclk) is
  begin
    if rising_edge(aclk) then
      if aresetn = '0' or clear = '1' then
        reset_pending_q <= '0';
        start_pending_q <= '0';
        running_q       <= '0';
        done_q          <= '0';
        in_use_q        <= '0';
        errors_q        <= (others => '0');
        images_q        <= to_unsigned(1, 16);
        images_done_q   <= (others => '0');
        cycles_q        <= (others => '0');
        stall_input_q   <= (others => '0');
        stall_output_q  <= (others => '0');
      else
        reset_pending_q <= reset_pending_q or (write_control and s_axi_wdata(1));
        start_pending_q <= (write_control and s_axi_wdata(0)) or (start_pending_q and not go);
        running_q       <= not halt and (go or (running_q and not ends));
        done_q          <= not go and (ends or (done_q and not (write_status and s_axi_wdata(1))));
        in_use_q        <= in_use_q or swap;
        errors_q        <= errors_q or (code_long & code_short & late_last & early_last);
        if write_images = '1' then
          if unsigned(s_axi_wdata(15 downto 0)) = 0 then
            images_q <= to_unsigned(1, 16);
          else
            images_q <= unsigned(s_axi_wdata(15 downto 0));
          end if;
        end if;
        if go = '1' then
          images_done_q  <= (others => '0');
          cycles_q       <= (others => '0');
          stall_input_q  <= (others => '0');
          stall_output_q <= (others => '0');
        else
          images_done_q  <= images_done_q + image_done;
          cycles_q       <= cycles_q + running_q;
          stall_input_q  <= stall_input_q + waits_for_input;
          stall_output_q <= stall_output_q + waits_for_output;
        end if;
      end if;
      if go = '1' then
        goal_q <= images_q;
      end if;
    end if;
  end process run;

  -- ===== reads: a handshake takes two cycles

  collect_status : process (all) is
  begin
    status              <= (others => '0');
    status(11 downto 8) <= errors_q;
    status(3)           <= in_use_q;
    status(2)           <= set_waiting;
    status(1)           <= done_q;
    status(0)           <= running_q or start_pending_q or reset_pending_q;
  end process collect_status;

  choose_word : process (all) is
  begin
    case s_axi_araddr(7 downto 2) is
      when 6X"00" => read_data <= ID;
      when 6X"01" => read_data <= word_of(VERSION);
      when 6X"03" => read_data <= status;
      when 6X"04" => read_data <= std_logic_vector(resize(images_q, 32));
      when 6X"05" => read_data <= std_logic_vector(cycles_q);
      when 6X"06" => read_data <= std_logic_vector(stall_input_q);
      when 6X"07" => read_data <= std_logic_vector(stall_output_q);
      when 6X"08" => read_data <= std_logic_vector(resize(images_done_q, 32));
      when 6X"09" => read_data <= word_of(IN_CHANNELS);
      when 6X"0A" => read_data <= word_of(OUT_CHANNELS);
      when 6X"0B" => read_data <= word_of(HEIGHT);
      when 6X"0C" => read_data <= word_of(WIDTH);
      when 6X"0D" => read_data <= word_of(KERNEL + 65536 * STRIDE);
      when 6X"0E" => read_data <= word_of(LANES);
      when 6X"0F" => read_data <= word_of(ELEMENTS);
      when others => read_data <= (others => '0');
    end case;
  end process choose_word;

  take_reads : process (aclk) is
  begin
    if rising_edge(aclk) then
      if read_ready_q = '1' then
        read_data_q <= read_data;
      end if;
      if aresetn = '0' then
        read_ready_q <= '0';
        read_done_q  <= '0';
      else
        read_ready_q <= not read_ready_q and s_axi_arvalid and (not read_done_q or s_axi_rready);
        read_done_q  <= read_ready_q or (read_done_q and not s_axi_rready);
      end if;
    end if;
  end process take_reads;

  s_axi_arready <= read_ready_q;
  s_axi_rvalid  <= read_done_q;
  s_axi_rdata   <= read_data_q;
  s_axi_rresp   <= "00";

end architecture rtl;
