# Creates a Vivado project in the current folder, with the layer as its top, to be synthesised out of context:
#   vivado -mode batch -source project.tcl -tclargs LANGUAGE PART
# Without arguments: {{default}} and a small device.
{{> templates/layer/sources}}

set constraints [file join $root vivado clock.xdc]

create_project -force -part $part $top $top
foreach source $sources {
  set file [file join $root $source]
  add_files -norecurse -fileset sources_1 $file
  if {$language eq "vhdl"} {
    set_property file_type {VHDL 2008} [get_files $file]
  }
}
add_files -norecurse -fileset constrs_1 $constraints
set_property top $top [get_filesets sources_1]
set_property -name {STEPS.SYNTH_DESIGN.ARGS.MORE OPTIONS} -value {-mode out_of_context} -objects [get_runs synth_1]
update_compile_order -fileset sources_1
