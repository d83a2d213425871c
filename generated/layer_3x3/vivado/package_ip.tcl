# Packages the layer as an IP core for Vivado's catalogue, in a folder ip_layer_3x3 of the current folder; the ports' names
# let Vivado infer the AXI interfaces:
#   vivado -mode batch -source package_ip.tcl -tclargs LANGUAGE PART
# Without arguments: verilog and a small device.
set root [file dirname [file dirname [file normalize [info script]]]]
lassign $argv language part
if {$language eq ""} {set language verilog}
if {$part eq ""} {set part xczu3eg-sbva484-1-e}
set top layer_3x3
switch $language {
  verilog {
    set sources {
      verilog/delay_line.v
      verilog/carry_chain.v
      verilog/add_sub.v
      verilog/accumulator.v
      verilog/loop_counter.v
      verilog/skid_buffer.v
      verilog/two_port_memory.v
      verilog/stream_fifo.v
      verilog/read_pointer.v
      verilog/result_credit.v
      verilog/code_loader.v
      verilog/code_memory.v
      verilog/parameter_memory.v
      verilog/window_buffer.v
      verilog/window_sequencer.v
      verilog/booth_row.v
      verilog/scaler_array.v
      verilog/scaler_dsp.v
      verilog/scaler_serial.v
      verilog/clamp.v
      verilog/requantiser.v
      verilog/readout.v
      verilog/control_registers.v
      verilog/layer_shell.v
      verilog/layer_3x3_multiplier.v
      verilog/layer_3x3_element.v
      verilog/layer_3x3_elements.v
      verilog/layer_3x3.v
    }
  }
  vhdl {
    set sources {
      vhdl/layer_math.vhd
      vhdl/delay_line.vhd
      vhdl/carry_chain.vhd
      vhdl/add_sub.vhd
      vhdl/accumulator.vhd
      vhdl/loop_counter.vhd
      vhdl/skid_buffer.vhd
      vhdl/two_port_memory.vhd
      vhdl/stream_fifo.vhd
      vhdl/read_pointer.vhd
      vhdl/result_credit.vhd
      vhdl/code_loader.vhd
      vhdl/code_memory.vhd
      vhdl/parameter_memory.vhd
      vhdl/window_buffer.vhd
      vhdl/window_sequencer.vhd
      vhdl/booth_row.vhd
      vhdl/scaler_array.vhd
      vhdl/scaler_dsp.vhd
      vhdl/scaler_serial.vhd
      vhdl/clamp.vhd
      vhdl/requantiser.vhd
      vhdl/readout.vhd
      vhdl/control_registers.vhd
      vhdl/layer_shell.vhd
      vhdl/layer_3x3_multiplier.vhd
      vhdl/layer_3x3_element.vhd
      vhdl/layer_3x3_elements.vhd
      vhdl/layer_3x3.vhd
    }
  }
  default {
    error "there are no sources in $language here"
  }
}

create_project -in_memory -part $part $top
foreach source $sources {
  set file [file join $root $source]
  add_files -norecurse -fileset sources_1 $file
  if {$language eq "vhdl"} {
    set_property file_type {VHDL 2008} [get_files $file]
  }
}
set_property top $top [get_filesets sources_1]
update_compile_order -fileset sources_1

ipx::package_project -root_dir ip_$top -vendor user.org -library user -taxonomy /UserIP \
    -import_files -set_current true -force
set core [ipx::current_core]
set_property name $top $core
set_property version 1.0 $core
set_property display_name $top $core
set_property description {Convolution layer of reconfigurable constant coefficient multipliers} $core
ipx::create_xgui_files $core
ipx::update_checksums $core
ipx::check_integrity $core
ipx::save_core $core
close_project
