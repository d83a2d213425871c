{{> templates/layer/header}}

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;
use std.textio.all;
use std.env.all;

entity {{module}} is
  generic (
    -- Where the memory images are, and how much of a simulation may pass without progress.
    FOLDER : string   := "images/";
    SEED   : positive := 1;
    LIMIT  : positive := {{limit}}
  );
end entity {{module}};

architecture test of {{module}} is

  -- A beat is its TLAST in the highest digit and its data below.
  subtype input_beat is std_logic_vector({{input_high}} downto 0);
  subtype code_beat is std_logic_vector(67 downto 0);
  subtype output_beat is std_logic_vector({{output_high}} downto 0);
  type input_beats is array (natural range <>) of input_beat;
  type code_beats is array (natural range <>) of code_beat;
  type output_beats is array (natural range <>) of output_beat;

  impure function read_inputs return input_beats is
    file image : text open read_mode is FOLDER & "inputs.hex";
    variable row : line;
    variable beats : input_beats(0 to {{inputs_high}});
  begin
    for i in beats'range loop
      readline(image, row);
      hread(row, beats(i));
    end loop;
    return beats;
  end function read_inputs;

  impure function read_codes return code_beats is
    file image : text open read_mode is FOLDER & "codes.hex";
    variable row : line;
    variable beats : code_beats(0 to {{codes_high}});
  begin
    for i in beats'range loop
      readline(image, row);
      hread(row, beats(i));
    end loop;
    return beats;
  end function read_codes;

  impure function read_outputs return output_beats is
    file image : text open read_mode is FOLDER & "outputs.hex";
    variable row : line;
    variable beats : output_beats(0 to {{outputs_high}});
  begin
    for i in beats'range loop
      readline(image, row);
      hread(row, beats(i));
    end loop;
    return beats;
  end function read_outputs;

  constant inputs : input_beats := read_inputs;
  constant codes : code_beats := read_codes;
  constant outputs : output_beats := read_outputs;

  signal aclk : std_logic := '0';
  signal aresetn : std_logic := '0';
  signal is_over : boolean := false;

  signal s_axis_tdata : std_logic_vector({{in_high}} downto 0) := (others => '0');
  signal s_axis_tvalid, s_axis_tlast : std_logic := '0';
  signal s_axis_tready : std_logic;
  signal s_axis_code_tdata : std_logic_vector(63 downto 0) := (others => '0');
  signal s_axis_code_tvalid, s_axis_code_tlast : std_logic := '0';
  signal s_axis_code_tready : std_logic;
  signal m_axis_tdata : std_logic_vector({{out_high}} downto 0);
  signal m_axis_tvalid, m_axis_tlast : std_logic;
  signal m_axis_tready : std_logic := '0';
  signal s_axi_awaddr, s_axi_araddr : std_logic_vector(7 downto 0) := (others => '0');
  signal s_axi_wdata : std_logic_vector(31 downto 0) := (others => '0');
  signal s_axi_awvalid, s_axi_wvalid, s_axi_arvalid : std_logic := '0';
  signal s_axi_awready, s_axi_wready, s_axi_bvalid, s_axi_arready, s_axi_rvalid : std_logic;
  signal s_axi_bresp, s_axi_rresp : std_logic_vector(1 downto 0);
  signal s_axi_rdata : std_logic_vector(31 downto 0);

  -- How often each stream pauses, in 256ths of its cycles.
  signal input_pause, code_pause, output_pause : natural range 0 to 255 := 0;
  signal random : unsigned(31 downto 0) := to_unsigned(SEED, 32);

  -- Streams: the commands raise the limits or name another place, the streams follow.
  signal input_index, input_limit, code_index, code_limit, output_index : natural := 0;
  signal input_place, code_place, output_place : natural := 0;
  signal is_placed : boolean := false;
  signal is_held : boolean := true;  -- nothing is offered or taken
  signal is_checked : boolean := true;
  signal checked : natural := 0;

  procedure say (what : string) is
  begin
    write(output, what & LF);
  end procedure say;

begin

  aclk <= not aclk after 2 ns when not is_over;

  dut : entity work.{{top}}
    port map (
      aclk => aclk, aresetn => aresetn,
      s_axis_tdata => s_axis_tdata, s_axis_tvalid => s_axis_tvalid, s_axis_tready => s_axis_tready,
      s_axis_tlast => s_axis_tlast,
      s_axis_code_tdata => s_axis_code_tdata, s_axis_code_tvalid => s_axis_code_tvalid,
      s_axis_code_tready => s_axis_code_tready, s_axis_code_tlast => s_axis_code_tlast,
      m_axis_tdata => m_axis_tdata, m_axis_tvalid => m_axis_tvalid, m_axis_tready => m_axis_tready,
      m_axis_tlast => m_axis_tlast,
      s_axi_awaddr => s_axi_awaddr, s_axi_awvalid => s_axi_awvalid, s_axi_awready => s_axi_awready,
      s_axi_wdata => s_axi_wdata, s_axi_wstrb => "1111", s_axi_wvalid => s_axi_wvalid, s_axi_wready => s_axi_wready,
      s_axi_bresp => s_axi_bresp, s_axi_bvalid => s_axi_bvalid, s_axi_bready => '1',
      s_axi_araddr => s_axi_araddr, s_axi_arvalid => s_axi_arvalid, s_axi_arready => s_axi_arready,
      s_axi_rdata => s_axi_rdata, s_axi_rresp => s_axi_rresp, s_axi_rvalid => s_axi_rvalid, s_axi_rready => '1'
    );

  draw : process (aclk) is
    variable drawn : unsigned(31 downto 0);
  begin
    if rising_edge(aclk) then
      drawn := random xor shift_left(random, 13);
      drawn := drawn xor shift_right(drawn, 17);
      random <= drawn xor shift_left(drawn, 5);
    end if;
  end process draw;

  input_stream : process (aclk) is
    variable index : natural;
  begin
    if rising_edge(aclk) then
      index := input_index;
      if s_axis_tvalid = '1' and s_axis_tready = '1' then
        index := index + 1;
      end if;
      if is_held then
        s_axis_tvalid <= '0';
      elsif s_axis_tvalid = '0' or s_axis_tready = '1' then
        s_axis_tvalid <= '0';
        if index < input_limit and to_integer(random(7 downto 0)) >= input_pause then
          s_axis_tvalid <= '1';
          s_axis_tdata <= inputs(index)({{in_high}} downto 0);
          s_axis_tlast <= inputs(index)({{input_last}});
        end if;
      end if;
      if is_placed then
        input_index <= input_place;
      elsif not is_held then
        input_index <= index;
      end if;
    end if;
  end process input_stream;

  code_stream : process (aclk) is
    variable index : natural;
  begin
    if rising_edge(aclk) then
      index := code_index;
      if s_axis_code_tvalid = '1' and s_axis_code_tready = '1' then
        index := index + 1;
      end if;
      if is_held then
        s_axis_code_tvalid <= '0';
      elsif s_axis_code_tvalid = '0' or s_axis_code_tready = '1' then
        s_axis_code_tvalid <= '0';
        if index < code_limit and to_integer(random(15 downto 8)) >= code_pause then
          s_axis_code_tvalid <= '1';
          s_axis_code_tdata <= codes(index)(63 downto 0);
          s_axis_code_tlast <= codes(index)(64);
        end if;
      end if;
      if is_placed then
        code_index <= code_place;
      elsif not is_held then
        code_index <= index;
      end if;
    end if;
  end process code_stream;

  output_stream : process (aclk) is
    variable waiting : std_logic_vector({{out_high}} downto 0);
    variable waiting_last : std_logic;
    variable is_waiting : boolean := false;
  begin
    if rising_edge(aclk) then
      m_axis_tready <= '0';
      if not is_held and to_integer(random(23 downto 16)) >= output_pause then
        m_axis_tready <= '1';
      end if;
      if aresetn = '1' and is_waiting
         and not (m_axis_tvalid = '1' and m_axis_tdata = waiting and m_axis_tlast = waiting_last) then
        say("rccm-failed beat " & integer'image(output_index) & " at m_axis was withdrawn or changed before it was taken");
        finish;
      end if;
      is_waiting := aresetn = '1' and not is_held and m_axis_tvalid = '1' and m_axis_tready = '0';
      waiting := m_axis_tdata;
      waiting_last := m_axis_tlast;
      if is_placed then
        output_index <= output_place;
      elsif not is_held and m_axis_tvalid = '1' and m_axis_tready = '1' then
        if is_checked then
          if output_index >= outputs'length then
            say("rccm-failed beat " & integer'image(output_index) & " at m_axis is one too many");
            finish;
          elsif m_axis_tdata /= outputs(output_index)({{out_high}} downto 0)
                or m_axis_tlast /= outputs(output_index)({{output_last}}) then
            say("rccm-failed beat " & integer'image(output_index) & " at m_axis is " & to_hstring(m_axis_tdata)
                & ", last " & to_string(m_axis_tlast) & ", not "
                & to_hstring(outputs(output_index)({{out_high}} downto 0)) & ", last "
                & to_string(outputs(output_index)({{output_last}})));
            finish;
          end if;
          checked <= checked + 1;
        end if;
        output_index <= output_index + 1;
      end if;
    end if;
  end process output_stream;

  commands : process is
    file image : text open read_mode is FOLDER & "commands.hex";
    variable row : line;
    variable word : std_logic_vector(103 downto 0);
    variable a, b, c, value : unsigned(31 downto 0);
    variable number, idle, progress : natural := 0;

    procedure tick is
    begin
      wait until rising_edge(aclk);
      idle := idle + 1;
      if progress /= input_index + code_index + output_index then
        progress := input_index + code_index + output_index;
        idle := 0;
      end if;
      if idle > LIMIT then
        say("rccm-failed command " & integer'image(number) & ": nothing moves any more");
        finish;
      end if;
    end procedure tick;

    procedure write_register is
    begin
      s_axi_awaddr <= std_logic_vector(a(7 downto 0));
      s_axi_wdata <= std_logic_vector(b);
      s_axi_awvalid <= '1';
      s_axi_wvalid <= '1';
      tick;
      while s_axi_awvalid = '1' or s_axi_wvalid = '1' loop
        if s_axi_awready = '1' then
          s_axi_awvalid <= '0';
        end if;
        if s_axi_wready = '1' then
          s_axi_wvalid <= '0';
        end if;
        tick;
      end loop;
      while s_axi_bvalid /= '1' loop
        tick;
      end loop;
    end procedure write_register;

    procedure read_register is
    begin
      s_axi_araddr <= std_logic_vector(a(7 downto 0));
      s_axi_arvalid <= '1';
      tick;
      while s_axi_arready /= '1' loop
        tick;
      end loop;
      s_axi_arvalid <= '0';
      while s_axi_rvalid /= '1' loop
        tick;
      end loop;
      value := unsigned(s_axi_rdata);
      tick;
    end procedure read_register;
  begin
    for i in 1 to 4 loop
      tick;
    end loop;
    while not endfile(image) loop
      readline(image, row);
      hread(row, word);
      a := unsigned(word(95 downto 64));
      b := unsigned(word(63 downto 32));
      c := unsigned(word(31 downto 0));
      case to_integer(unsigned(word(103 downto 96))) is
        when 16#01# =>
          write_register;
        when 16#02# =>  -- until register a, masked by c, is b
          read_register;
          while (value and c) /= b loop
            read_register;
          end loop;
        when 16#03# =>
          read_register;
          if (value and c) /= b then
            say("rccm-failed command " & integer'image(number) & ": register " & to_hstring(a(7 downto 0)) & " is "
                & to_hstring(value and c) & " (hexadecimal), not " & to_hstring(b));
            finish;
          end if;
        when 16#04# =>
          code_limit <= to_integer(a);
        when 16#05# =>
          input_limit <= to_integer(a);
        when 16#06# =>
          while code_index < to_integer(a) loop
            tick;
          end loop;
        when 16#07# =>
          while input_index < to_integer(a) loop
            tick;
          end loop;
        when 16#08# =>
          while output_index < to_integer(a) loop
            tick;
          end loop;
        when 16#09# =>  -- streams to other places
          input_place <= to_integer(a);
          input_limit <= to_integer(a);
          code_place <= to_integer(b);
          code_limit <= to_integer(b);
          output_place <= to_integer(c);
          is_placed <= true;
          tick;
          is_placed <= false;
          tick;
        when 16#0A# =>
          for i in 1 to to_integer(a) loop
            tick;
          end loop;
        when 16#0B# =>
          aresetn <= a(0);
          is_held <= a(0) = '0';
          tick;
        when 16#0C# =>
          input_pause <= to_integer(a);
          code_pause <= to_integer(b);
          output_pause <= to_integer(c);
        when 16#0D# =>
          is_checked <= a(0) = '1';
        when 16#0F# =>
          if output_index /= to_integer(a) then
            say("rccm-failed command " & integer'image(number)
                & ": another number of beats at m_axis than there should be");
            finish;
          end if;
        when others =>
          say("rccm-failed command " & integer'image(number) & " is unknown");
          finish;
      end case;
      number := number + 1;
    end loop;
    say("rccm-checked " & integer'image(checked));
    is_over <= true;
    finish;
  end process commands;

end architecture test;
