# Packages the layer as an IP core for Vivado's catalogue, in a folder ip_{{top}} of the current folder; the ports' names
# let Vivado infer the AXI interfaces:
#   vivado -mode batch -source package_ip.tcl -tclargs LANGUAGE PART
# Without arguments: {{default}} and a small device.
{{> templates/layer/sources}}

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
