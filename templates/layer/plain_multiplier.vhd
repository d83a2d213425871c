{{> templates/layer/header}}

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity {{module}} is
  port (
    clk     : in  std_logic;
    x       : in  std_logic_vector({{x_high}} downto 0);
    code    : in  std_logic_vector({{code_high}} downto 0);  -- a two's complement weight
    product : out std_logic_vector({{product_high}} downto 0)
  );
end entity {{module}};

architecture inferred of {{module}} is

  signal full : signed({{full_high}} downto 0);

  attribute use_dsp : string;
  attribute use_dsp of full : signal is "{{use_dsp}}";

begin

  full <= {{x}} * signed(code);

  registers : process (clk) is
  begin
    if rising_edge(clk) then
      product <= std_logic_vector(full({{product_high}} downto 0));
    end if;
  end process registers;

end architecture inferred;
