"""The comparison of a VHDL unit with its Verilog twin, as text for Verilator, GHDL and Yosys."""
import re

from ghdl_netlist import Netlist, compile_order

REPLAYED = 2000  # cycles that GHDL simulates again


class Comparison:
    """A case of units.py with the netlist of its VHDL and the text of its comparison in Verilog."""

    def __init__(self, number, case, work):
        self.case = case
        self.name = f'case_{number}'
        self.source = work / 'vhdl' / f'{case.entity}.vhd'
        self.netlist = Netlist(case.entity, case.generics, f'{case.unit}_vhdl_{number}', compile_order(work / 'vhdl'),
                               work / 'synthesis')
        self.inputs = [(name, width) for direction, name, width in self.netlist.ports if direction == 'input']
        self.outputs = [(name, width) for direction, name, width in self.netlist.ports if direction == 'output']
        self.seed = 1000 * number + 1
        # Verilator 5.006 computes carries wrongly that lie in one vector, as they must in VHDL.
        self.lockstep = not case.generics.get('STYLE')

    def streams(self):
        """Prefixes of the inputs that must hold still from valid to ready, the longest first."""
        names = {name for _, name, _ in self.netlist.ports}
        found = [re.sub(r't?valid$', '', name) for name, _ in self.inputs if re.search(r'valid$', name)]
        return sorted((prefix for prefix in found if prefix + 'ready' in names or prefix + 'tready' in names),
                      key=len, reverse=True)

    def stimulus(self):
        """The sources of all inputs but the clock."""
        lines = []
        streams = self.streams()
        names = {name for _, name, _ in self.netlist.ports}
        for prefix in streams:
            lines.append(f'  reg {prefix}hold;')
            lines.append('  always @(posedge clk) '
                         f'{prefix}hold <= {self.valid(prefix, names)} && !{self.ready(prefix, names)};')
        for index, (name, width) in enumerate(self.inputs):
            if name == 'aclk':
                continue
            hold = next((f'{prefix}hold' for prefix in streams if name.startswith(prefix)), "1'b0")
            seed = self.seed + index
            if name == 'aresetn':
                lines.append(f'  random_reset #(.SEED({seed})) {name}_source (.clk(clk), .value({name}));')
            elif width == 1:
                lines.append(f'  random_bit #(.SEED({seed})) {name}_source (.clk(clk), .hold({hold}), .value({name}));')
            else:
                lines.append(f'  random_word #(.SEED({seed}), .WIDTH({width})) {name}_source '
                             f'(.clk(clk), .hold({hold}), .value({name}));')
        return lines

    @staticmethod
    def valid(prefix, names):
        return prefix + ('tvalid' if prefix + 'tvalid' in names else 'valid')

    @staticmethod
    def ready(prefix, names):
        return prefix + ('tready' if prefix + 'tready' in names else 'ready')

    def verilog_generics(self):
        return ', '.join(f'.{key}({value})' for key, value in self.case.generics.items())

    def verilog(self):
        """A module that stimulates both, compares them, and writes what went in and came out to a file."""
        lines = [f'module {self.name} (input wire clk, input wire [31:0] cycle);', '  integer file;', '  reg failed;']
        for name, width in self.inputs:
            lines.append(f'  wire [{width - 1}:0] {name};')
        for name, width in self.outputs:
            lines.append(f'  wire [{width - 1}:0] {name};')
            lines.append(f'  wire [{width - 1}:0] {name}_vhdl;')
        lines += [f'  assign {name} = clk;' for name, _ in self.inputs if name == 'aclk']
        lines += self.case.stimulus(self) if self.case.stimulus else self.stimulus()
        inputs = ', '.join(f'.{name}({name})' for name, _ in self.inputs)
        sides = [(f'{self.case.unit} #({self.verilog_generics()})', 'verilog', '')]
        if self.lockstep:
            sides.append((self.netlist.name, 'vhdl', '_vhdl'))
        for module, label, suffix in sides:
            outputs = ', '.join(f'.{name}({name}{suffix})' for name, _ in self.outputs)
            lines.append(f'  {module} {label} ({inputs}, {outputs});')
        lines.append('  always @(posedge clk) begin')
        for name, _ in self.outputs if self.lockstep else []:
            lines += [f'    if (!failed && {name} != {name}_vhdl) begin',
                      f'      $display("{self.case}: cycle %0d: {name} is %h in Verilog, %h in VHDL", cycle, {name}, '
                      f'{name}_vhdl);', '      failed <= 1\'b1;', '    end']
        values = ', '.join(name for name, _ in [*self.inputs, *self.outputs] if name != 'aclk')
        lines += [f'    if (cycle < {REPLAYED}) $fdisplay(file, "%b", {{{values}}});', '  end',
                  f'  initial begin file = $fopen("{self.name}.txt", "w"); failed = 1\'b0; end', 'endmodule']
        return '\n'.join(lines)

    def wrapper(self, name, unit):
        """A Verilog module of that name around one instance."""
        ports = ', '.join(f'{direction} wire [{width - 1}:0] {port}' for direction, port, width in self.netlist.ports)
        connections = ', '.join(f'.{port}({port})' for _, port, _ in self.netlist.ports)
        return f'module {name} ({ports});\n  {unit} unit ({connections});\nendmodule\n'

    def replay(self):
        """A VHDL block that repeats what the file holds."""
        generics = ', '.join(f'{key} => {value}' for key, value in self.case.generics.items())
        driven = [(name, width) for name, width in self.inputs if name != 'aclk']
        wide = self.vectors()
        total = sum(width for _, width in driven + self.outputs)
        lines = [f'  {self.name} : block is']
        for name, width in driven + self.outputs:
            kind = f'std_logic_vector({width - 1} downto 0)' if name in wide else 'std_logic'
            lines.append(f'    signal {name} : {kind};')
        lines += ['    signal clk : std_logic := \'0\';', '  begin', f'    unit : entity work.{self.case.entity}']
        if generics:
            lines.append(f'      generic map ({generics})')
        lines.append('      port map (' + ', '.join(
            f'{name} => {"clk" if name == "aclk" else name}' for _, name, _ in self.netlist.ports) + ');')
        lines += ['    process is', f'      file vectors : text open read_mode is "{self.name}.txt";',
                  '      variable row : line;', f'      variable bits : std_logic_vector({total - 1} downto 0);',
                  '      variable cycle : natural := 0;', '      variable failed : boolean := false;',
                  f'      variable known : std_logic_vector(0 to {len(self.outputs) - 1}) := (others => \'0\');',
                  '    begin',
                  '      while not endfile(vectors) loop', '        readline(vectors, row);',
                  '        read(row, bits);', '        clk <= \'0\';']
        high = total - 1
        for name, width in driven:
            part = f'bits({high} downto {high - width + 1})' if name in wide else f'bits({high})'
            lines.append(f'        {name} <= {part};')
            high -= width
        lines += ['        wait for 5 ns;']
        for index, (name, width) in enumerate(self.outputs):
            part = f'bits({high} downto {high - width + 1})' if name in wide else f'bits({high})'
            lines += [f'        if not is_x({name}) then', f'          known({index}) := \'1\';', '        end if;']
            # What was never written is unknown in VHDL and zero in Verilator.
            lines += [f'        if not failed and not is_x({name}) and {name} /= {part} then',
                      f'          report "{self.case}: cycle " & to_string(cycle) & ": {name} is " & '
                      f'to_string({part}) & " in Verilog, " & to_string({name}) & " in VHDL";',
                      '          failed := true;', '        end if;']
            high -= width
        lines += ['        clk <= \'1\';', '        wait for 5 ns;', '        cycle := cycle + 1;', '      end loop;',
                  f'      report "replayed {self.name}: " & to_string(cycle) & " cycles, known " & to_string(known);',
                  '      wait;', '    end process;', '  end block;']
        return '\n'.join(lines)

    def vectors(self):
        """The ports that are vectors: one of a single bit is no std_logic."""
        text = re.search(r'^entity \w+ is(.*?)^end entity', self.source.read_text(), re.S | re.M)[1]
        return set(re.findall(r'(\w+) *: *(?:in|out) +std_logic_vector', text))
