"""Testbenches in both languages that compare the multipliers of several folders with vectors in files."""


def slices(folder):
    """The fields of a vector: name -> (high, low)."""
    result, low = {}, 0
    for name in ('x', 'code', 'product'):
        result[name] = (low + folder.bits(name) - 1, low)
        low += folder.bits(name)
    result['consumer'] = (low + folder.consumer_bits() - 1, low)
    return result


def verilog_check(folder, index, vectors, count):
    field = slices(folder)
    tops = folder.tops('verilog')
    lines = [f'module check{index};',
             f'  reg [{folder.vector_bits() - 1}:0] vectors [0:{count - 1}];',
             f'  reg [{folder.vector_bits() - 1}:0] given, wanted;',
             '  reg clk = 0;', '  integer i, errors = 0;', '  reg finished = 0;']
    for top in tops:
        style = top['style']
        lines.append(f'  wire [{folder.bits("product") - 1}:0] product_{style};')
        lines.append(f'  wire [{folder.consumer_bits() - 1}:0] consumer_{style};')
        pins = [f'.x(given[{field["x"][0]}:0])', f'.product(product_{style})']
        if folder.bits('code'):
            pins.append(f'.code(given[{field["code"][0]}:{field["code"][1]}])')
        pins += [f'.{name}(consumer_{style}[{i}])' for i, name in enumerate(folder.consumer_outputs())]
        if not folder.consumer_outputs():
            lines.append(f'  assign consumer_{style} = 1\'b0;')
        if folder.latency:
            pins.append('.clk(clk)')
        lines.append(f'  {top["module"]} {style} ({", ".join(pins)});')
    delay = max(folder.latency - 1, 0)
    product, consumer = (f'wanted[{field[name][0]}:{field[name][1]}]' for name in ('product', 'consumer'))
    lines += ['  initial begin',
              f'    $readmemh("{vectors}", vectors);',
              f'    for (i = 0; i < {count + delay}; i = i + 1) begin',
              f'      if (i < {count}) given = vectors[i];',
              '      #1 clk = 1;', '      #1 clk = 0;', '      #1;',
              f'      if (i >= {delay}) begin', f'        wanted = vectors[i - {delay}];']
    for top in tops:
        style = top['style']
        lines.append(f'        if (product_{style} !== {product} || consumer_{style} !== {consumer}) begin')
        lines.append(f'          if (errors < 3) $display("{top["module"]}: vector %0d: %h, product %h", i - {delay}, '
                     f'wanted, product_{style});')
        lines.append('          errors = errors + 1;')
        lines.append('        end')
    lines += ['      end', '    end', '    finished = 1;', '  end', 'endmodule', '']
    return '\n'.join(lines)


def verilog(folders, vectors):
    """folders and vectors go together; vectors are (path, count)."""
    text = ''.join(verilog_check(folder, i, *vectors[i]) for i, folder in enumerate(folders))
    text += 'module testbench;\n'
    text += ''.join(f'  check{i} check{i}();\n' for i in range(len(folders)))
    done = ' && '.join(f'check{i}.finished' for i in range(len(folders)))
    errors = ' + '.join(f'check{i}.errors' for i in range(len(folders)))
    text += f'  initial begin\n    wait ({done});\n    $display("errors: %0d", {errors});\n    $finish;\n  end\nendmodule\n'
    return text


def vhdl_check(folder, index, vectors, count):
    field = slices(folder)
    tops = folder.tops('vhdl')
    lines = ['library ieee;', 'use ieee.std_logic_1164.all;', 'use std.textio.all;', '',
             f'entity check{index} is', f'end entity check{index};', '',
             f'architecture test of check{index} is',
             f'  signal given : std_logic_vector({folder.vector_bits() - 1} downto 0);',
             "  signal clk : std_logic := '0';"]
    for top in tops:
        lines.append(f'  signal product_{top["style"]} : std_logic_vector({folder.bits("product") - 1} downto 0);')
        lines.append(f"  signal consumer_{top['style']} : std_logic_vector({folder.consumer_bits() - 1} downto 0) := "
                     "(others => '0');")
    lines.append('begin')
    for top in tops:
        style = top['style']
        pins = [f'x => given({field["x"][0]} downto 0)', f'product => product_{style}']
        if folder.bits('code'):
            pins.append(f'code => given({field["code"][0]} downto {field["code"][1]})')
        pins += [f'{name} => consumer_{style}({i})' for i, name in enumerate(folder.consumer_outputs())]
        if folder.latency:
            pins.append('clk => clk')
        lines.append(f'  {style} : entity work.{top["module"]} port map ({", ".join(pins)});')
    delay = max(folder.latency - 1, 0)
    digits = folder.vector_digits()
    lines += ['  process is',
              f'    type vector_list is array (0 to {count - 1}) of std_logic_vector({4 * digits - 1} downto 0);',
              '    file source : text;', '    variable row : line;', '    variable vectors : vector_list;',
              '    variable wanted : std_logic_vector(given\'range);', '    variable errors : natural := 0;',
              '  begin',
              f'    file_open(source, "{vectors}");',
              '    for i in vectors\'range loop', '      readline(source, row);', '      hread(row, vectors(i));',
              '    end loop;',
              f'    for i in 0 to {count + delay - 1} loop',
              f'      if i < {count} then', '        given <= vectors(i)(given\'range);', '      end if;',
              "      wait for 1 ns;", "      clk <= '1';", "      wait for 1 ns;", "      clk <= '0';", '      wait for 1 ns;',
              f'      if i >= {delay} then', f'        wanted := vectors(i - {delay})(given\'range);']
    for top in tops:
        style = top['style']
        lines += [f'        if product_{style} /= wanted({field["product"][0]} downto {field["product"][1]}) '
                  f'or consumer_{style} /= wanted({field["consumer"][0]} downto {field["consumer"][1]}) then',
                  '          errors := errors + 1;',
                  f'          report "{top["module"]}: vector " & integer\'image(i - {delay}) & ": " & to_hstring(wanted) '
                  f'& ", product " & to_hstring(product_{style});', '        end if;']
    lines += ['      end if;', '    end loop;',
              f'    report "{folder.name} errors: " & integer\'image(errors);', '    wait;', '  end process;',
              'end architecture test;', '']
    return '\n'.join(lines)


def vhdl(folders, vectors):
    text = ''.join(vhdl_check(folder, i, *vectors[i]) for i, folder in enumerate(folders))
    text += 'entity testbench is\nend entity testbench;\n\narchitecture test of testbench is\nbegin\n'
    text += ''.join(f'  check{i} : entity work.check{i};\n' for i in range(len(folders)))
    return text + 'end architecture test;\n'
