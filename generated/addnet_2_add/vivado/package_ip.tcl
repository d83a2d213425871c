# Packages the multiplier as an IP core for Vivado's catalogue, in a folder ip_<top> of the current folder:
#   vivado -mode batch -source package_ip.tcl -tclargs STYLE LANGUAGE PART
# Without arguments: xc7 verilog and a small device.
set root [file dirname [file dirname [file normalize [info script]]]]
lassign $argv style language part
if {$style eq ""} {set style xc7}
if {$language eq ""} {set language verilog}
switch $style,$language {
  portable,verilog {
    set top addnet_2_add_portable
    set source [file join $root verilog/addnet_2_add_portable.v]
    if {$part eq ""} {set part xc7a35tcpg236-1}
  }
  portable,vhdl {
    set top addnet_2_add_portable
    set source [file join $root vhdl/addnet_2_add_portable.vhd]
    if {$part eq ""} {set part xc7a35tcpg236-1}
  }
  xc7,verilog {
    set top addnet_2_add_xc7
    set source [file join $root verilog/addnet_2_add_xc7.v]
    if {$part eq ""} {set part xc7a35tcpg236-1}
  }
  xc7,vhdl {
    set top addnet_2_add_xc7
    set source [file join $root vhdl/addnet_2_add_xc7.vhd]
    if {$part eq ""} {set part xc7a35tcpg236-1}
  }
  xcup,verilog {
    set top addnet_2_add_xcup
    set source [file join $root verilog/addnet_2_add_xcup.v]
    if {$part eq ""} {set part xczu3eg-sbva484-1-e}
  }
  xcup,vhdl {
    set top addnet_2_add_xcup
    set source [file join $root vhdl/addnet_2_add_xcup.vhd]
    if {$part eq ""} {set part xczu3eg-sbva484-1-e}
  }
  default {
    error "there is no style $style in $language here"
  }
}

create_project -in_memory -part $part $top
add_files -norecurse -fileset sources_1 $source
if {$language eq "vhdl"} {
  set_property file_type {VHDL 2008} [get_files $source]
}
set_property top $top [get_filesets sources_1]
update_compile_order -fileset sources_1

ipx::package_project -root_dir ip_$top -vendor user.org -library user -taxonomy /UserIP \
    -import_files -set_current true -force
set core [ipx::current_core]
set_property name $top $core
set_property version 1.0 $core
set_property display_name $top $core
set_property description {Reconfigurable constant coefficient multiplier} $core
ipx::create_xgui_files $core
ipx::update_checksums $core
ipx::check_integrity $core
ipx::save_core $core
close_project
