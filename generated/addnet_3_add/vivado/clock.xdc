# Timing of the multiplier on its own (out of context). A design around it brings its own constraints.
# The circuit is combinational: a virtual clock bounds the paths through it.
create_clock -name virtual_clk -period 4.000
set_input_delay -clock virtual_clk 0.000 [all_inputs]
set_output_delay -clock virtual_clk 0.000 [all_outputs]
