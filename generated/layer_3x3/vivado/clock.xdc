# Timing of the layer on its own (out of context). A design around it brings its own constraints.
create_clock -name aclk -period 4.000 [get_ports aclk]
