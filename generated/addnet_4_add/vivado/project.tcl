# Creates a Vivado project in the current folder, with the multiplier as its top, to be synthesised out of context:
#   vivado -mode batch -source project.tcl -tclargs STYLE LANGUAGE PART
# Without arguments: xc7 verilog and a small device.
set root [file dirname [file dirname [file normalize [info script]]]]
lassign $argv style language part
if {$style eq ""} {set style xc7}
if {$language eq ""} {set language verilog}
switch $style,$language {
  portable,verilog {
    set top addnet_4_add_portable
    set source [file join $root verilog/addnet_4_add_portable.v]
    if {$part eq ""} {set part xc7a35tcpg236-1}
  }
  portable,vhdl {
    set top addnet_4_add_portable
    set source [file join $root vhdl/addnet_4_add_portable.vhd]
    if {$part eq ""} {set part xc7a35tcpg236-1}
  }
  xc7,verilog {
    set top addnet_4_add_xc7
    set source [file join $root verilog/addnet_4_add_xc7.v]
    if {$part eq ""} {set part xc7a35tcpg236-1}
  }
  xc7,vhdl {
    set top addnet_4_add_xc7
    set source [file join $root vhdl/addnet_4_add_xc7.vhd]
    if {$part eq ""} {set part xc7a35tcpg236-1}
  }
  xcup,verilog {
    set top addnet_4_add_xcup
    set source [file join $root verilog/addnet_4_add_xcup.v]
    if {$part eq ""} {set part xczu3eg-sbva484-1-e}
  }
  xcup,vhdl {
    set top addnet_4_add_xcup
    set source [file join $root vhdl/addnet_4_add_xcup.vhd]
    if {$part eq ""} {set part xczu3eg-sbva484-1-e}
  }
  default {
    error "there is no style $style in $language here"
  }
}

set constraints [file join $root vivado clock.xdc]

create_project -force -part $part $top $top
add_files -norecurse -fileset sources_1 $source
if {$language eq "vhdl"} {
  set_property file_type {VHDL 2008} [get_files $source]
}
add_files -norecurse -fileset constrs_1 $constraints
set_property top $top [get_filesets sources_1]
set_property -name {STEPS.SYNTH_DESIGN.ARGS.MORE OPTIONS} -value {-mode out_of_context} -objects [get_runs synth_1]
update_compile_order -fileset sources_1
