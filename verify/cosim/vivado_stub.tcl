# Stands in for Vivado: knows the commands that our scripts use, with the options that Vivado has, and refuses all
# others. Every file that is named must exist; a file must be added before it is looked up.
#   tclsh vivado_stub.tcl SCRIPT PORTS ARGUMENT...      runs the script with the arguments; PORTS is a list
# Prints one line per call.

set added {}
set ports [lindex $argv 1]

# Options that take a value, options that do not, and how many other arguments there may be.
array set commands {
  create_project        {{-part} {-force -in_memory -quiet -verbose -ip} 0 2}
  close_project         {{} {-delete -quiet -verbose} 0 0}
  add_files             {{-fileset -of_objects -copy_to} {-norecurse -force -quiet -verbose -scan_for_includes} 1 99}
  set_property          {{-name -value -objects -dict} {-quiet -verbose -append -unset} 0 3}
  get_filesets          {{-regexp -filter -of_objects} {-nocase -quiet -verbose} 0 1}
  get_files             {{-filter -of_objects -used_in} {-all -norecurse -quiet -verbose -regexp -nocase} 0 1}
  get_runs              {{-filter} {-regexp -nocase -quiet -verbose} 0 1}
  get_ports             {{-filter -of_objects} {-regexp -nocase -quiet -verbose -scoped_to_current_instance} 0 1}
  update_compile_order  {{-fileset} {-force_gui -quiet -verbose} 0 0}
  create_clock          {{-period -name -waveform} {-add -quiet -verbose} 0 1}
  set_input_delay       {{-clock} {-clock_fall -rise -fall -max -min -add_delay -quiet -verbose} 2 2}
  set_output_delay      {{-clock} {-clock_fall -rise -fall -max -min -add_delay -quiet -verbose} 2 2}
  all_inputs            {{} {-quiet -verbose} 0 0}
  all_outputs           {{} {-quiet -verbose} 0 0}
  ipx::package_project
      {{-root_dir -vendor -library -taxonomy -set_current -import_files_dir -module} {-import_files -force -quiet} 0 1}
  ipx::current_core     {{} {-quiet -verbose} 0 1}
  ipx::create_xgui_files {{-logo_file} {-quiet -verbose} 0 1}
  ipx::update_checksums {{} {-quiet -verbose} 0 1}
  ipx::check_integrity  {{} {-quiet -verbose -kernel -xprop} 0 1}
  ipx::save_core        {{} {-quiet -verbose} 0 1}
}
array set properties {
  file    {file_type library used_in}
  fileset {top top_file}
  run     {{STEPS.SYNTH_DESIGN.ARGS.MORE OPTIONS}}
  core    {name version display_name description}
}
set filesets {sources_1 constrs_1 sim_1}
set clocks {}

proc fail {message} {
  puts stderr $message
  exit 1
}

# The options and other arguments of a call, checked against the table.
proc parse {command arguments} {
  global commands
  lassign $commands($command) valued flags least most
  set options {}
  set rest {}
  while {[llength $arguments] > 0} {
    set arguments [lassign $arguments word]
    if {$word in $valued} {
      if {[llength $arguments] == 0} {fail "$command: option $word has no value"}
      set arguments [lassign $arguments value]
      dict set options $word $value
    } elseif {$word in $flags} {
      dict set options $word 1
    } elseif {[string match -* $word] && ![string is double $word]} {
      fail "$command: Vivado knows no option $word"
    } else {
      lappend rest $word
    }
  }
  if {[llength $rest] < $least || [llength $rest] > $most} {fail "$command: [llength $rest] arguments"}
  return [list $options $rest]
}

proc check_property {name object} {
  global properties
  set kind [lindex $object 0]
  if {![info exists properties($kind)]} {fail "set_property: $object is no object"}
  if {$name ni $properties($kind)} {fail "set_property: a $kind has no property $name"}
}

proc call {command arguments} {
  global added filesets ports clocks
  puts "$command $arguments"
  lassign [parse $command $arguments] options rest
  switch $command {
    add_files {
      if {[dict get $options -fileset] ni $filesets} {fail "add_files: no file set [dict get $options -fileset]"}
      foreach files $rest {
        foreach file $files {
          if {![file isfile $file]} {fail "add_files: $file does not exist"}
          lappend added $file
        }
      }
    }
    get_files {
      if {[lindex $rest 0] ni $added} {fail "get_files: [lindex $rest 0] was not added"}
      return [list file [lindex $rest 0]]
    }
    get_filesets {
      if {[lindex $rest 0] ni $filesets} {fail "get_filesets: no file set $rest"}
      return [list fileset $rest]
    }
    get_runs {
      if {$rest ne "synth_1"} {fail "get_runs: no run $rest"}
      return [list run $rest]
    }
    get_ports {
      foreach port $rest {
        if {$port ni $ports} {fail "get_ports: the module has no port $port"}
      }
      return $rest
    }
    create_clock {
      lappend clocks [dict get $options -name]
    }
    set_input_delay - set_output_delay {
      if {[dict get $options -clock] ni $clocks} {fail "$command: no clock [dict get $options -clock]"}
    }
    all_inputs - all_outputs {
      return $ports
    }
    ipx::current_core {
      return [list core current]
    }
    set_property {
      if {[dict exists $options -name]} {
        check_property [dict get $options -name] [dict get $options -objects]
      } else {
        if {[llength $rest] != 3} {fail "set_property: needs name, value and object"}
        check_property [lindex $rest 0] [lindex $rest 2]
      }
    }
  }
  return {}
}

foreach command [array names commands] {
  namespace eval [namespace qualifiers ::$command] {}
  proc ::$command {args} [list tailcall_stub $command]
}
proc tailcall_stub {command} {
  upvar 1 args arguments
  return [call $command $arguments]
}

set script [lindex $argv 0]
set argv [lrange $argv 2 end]
set argc [llength $argv]
proc unknown {command args} {fail "Vivado is not known to have a command $command"}
# A script finds its own folder by [info script], which source sets.
if {[catch {source $script} message]} {fail "$script: $message"}
