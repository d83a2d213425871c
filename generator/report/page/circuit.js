// One circuit: its drawing, its coefficients over the weights, its LUTs beside those of the baselines.

class CircuitPanel {
  constructor() {
    this.title = element("h3", { id: "circuit-title", tabindex: "-1" });
    this.content = element("div");
    this.element = element("article", { id: "circuit", "aria-labelledby": "circuit-title", hidden: true }, this.title, this.content);
  }

  show(row, view, scroll) {
    this.element.hidden = row === null;
    if (row === null) return;
    const circuit = report.circuits[row.circuit];
    this.title.replaceChildren(circuit.name);
    this.content.replaceChildren(
      facts(row, circuit, view),
      element("div", { class: "pair" },
        drawing(circuit),
        element("div", {}, overWeights(row, circuit, view), besideBaselines(row, view))),
      coefficients(circuit),
      element("div", { class: "made" }, element("h4", {}, "To look closer, and to have its HDL"), commandLine(circuit.show), commandLine(circuit.emit)));
    if (!scroll) return;
    this.title.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }
}

function facts(row, circuit, view) {
  const entries = [
    ["LUTs", grouped(row.luts)],
    ["SQNR", `${decimal(row.sqnr_db, 2)} dB`],
    ["Stored bits", row.consumer_bits > 0 ? `${row.stored_bits}, ${row.consumer_bits} applied by the sum` : String(row.stored_bits)],
    ["Levels", grouped(row.levels)],
    ["Cells", `${circuit.cells}, ${circuit.depth} in a row`],
    ["Product", `${circuit.product_bits} bits`],
    ["Divergence", decimal(row.divergence, 3)],
    ["Scale", figure(row.scale)],
  ];
  return element("dl", { class: "facts", "aria-label": `Figures, ${viewTitle(view)}` },
    entries.map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
}

function drawing(circuit) {
  const figureElement = element("figure", { class: "drawing" });
  if (circuit.drawing === null) {
    figureElement.append(element("p", {}, "Left out, as drawings of all circuits would make the page too large. To draw it:"),
      commandLine(`${circuit.show} --svg circuit.svg`));
  } else {
    figureElement.innerHTML = circuit.drawing;
    const svg = figureElement.querySelector("svg");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `Cells of ${circuit.name}, from the input x on the left to the product y on the right`);
  }
  figureElement.append(element("figcaption", {}, "Each box is a cell: multiplexers, shifts and signs in front of one adder, all within one LUT a bit. ",
    "≪n is a shift by n, s", element("sub", {}, "i"), " a bit of the stored code; a stroke across a wire tells its width."));
  return figureElement;
}

/** The set over the histogram of the weights, whose density is that of a mean bin. */
function overWeights(row, circuit, view) {
  const weights = view.histogram === null ? null : report.weights[view.histogram];
  if (weights === null) {
    return element("figure", {}, element("p", {}, `The weights (${view.weights}) were not found when this page was made: pass them by --weights.`));
  }
  const { range, density } = weights;
  const bins = density.map((value, index) => ({
    value, low: range * (2 * index / density.length - 1), high: range * (2 * (index + 1) / density.length - 1),
  }));
  const all = circuit.set.map((coefficient) => ({ coefficient, weight: coefficient * row.scale }));
  const levels = all.filter((level) => Math.abs(level.weight) <= range);
  const beyond = all.length - levels.length;
  const highest = Math.max(...density);
  const place = new PlotPlace("Coefficients over the histogram of the weights", (width) => {
    const plot = Plot.plot({
      width,
      height: 220,
      marginLeft: 10,
      marginRight: 10,
      marginBottom: 38,
      style: plotStyle,
      x: { domain: [-range, range] },
      y: { axis: null, domain: [-0.14 * highest, highest * 1.05] },
      marks: [
        Plot.rectY(bins, { x1: "low", x2: "high", y: "value", fill: "var(--weights)", insetLeft: 0, insetRight: 0.3 }),
        Plot.ruleX(levels, { x: "weight", y1: 0, y2: highest, stroke: "var(--accent)", strokeOpacity: levels.length > 40 ? 0 : 0.28 }),
        Plot.ruleX(levels, { x: "weight", y1: -0.12 * highest, y2: -0.01 * highest, stroke: "var(--accent)", strokeWidth: levels.length > 40 ? 1 : 2 }),
        Plot.axisX({ tickSize: 0, label: "weight; strokes below: coefficient · scale", labelArrow: "none", labelAnchor: "center", ticks: width < 480 ? 5 : 8 }),
        Plot.tip(levels, Plot.pointer({ x: "weight", y: 0, maxRadius: 60, fill: "var(--raised)", stroke: "var(--muted)",
          title: (level) => `coefficient ${figure(level.coefficient)}\nweight ${figure(level.weight)}` })),
      ],
    });
    plot.setAttribute("aria-hidden", "true");
    return plot;
  });
  return element("figure", {}, element("h4", {}, "Coefficients over the weights"), place.place,
    element("figcaption", {}, `Histogram: ${weights.name}. `, beyond > 0 ? `${counted(beyond, "level")} beyond the picture.` : ""));
}

function besideBaselines(row, view) {
  const baselines = view.rows.filter((other) => other !== row && other.luts !== null && !["native", "addnet"].includes(other.kind));
  if (baselines.length === 0) {
    return element("figure", {}, element("p", {}, "Baselines are shown where the page is given a comparison against the same weights: ",
      element("code", {}, "rccm compare … --json -o comparison.json")));
  }
  const rows = [row, ...baselines].sort((a, b) => a.luts - b.luts || b.sqnr_db - a.sqnr_db).map((other) => ({
    label: other.name, value: other.luts, note: `${grouped(other.luts)} · ${decimal(other.sqnr_db, 1)} dB`,
    colour: other === row ? "var(--accent)" : kindColour(other.kind), strong: other === row,
  }));
  const place = new PlotPlace("LUTs beside those of the baselines", (width) => {
    const plot = bars(rows, { width, unit: "LUTs (7-series)" });
    plot.setAttribute("aria-hidden", "true");
    return plot;
  });
  const rivals = baselines.filter((other) => other.sqnr_db >= row.sqnr_db).sort((a, b) => a.luts - b.luts);
  const verdict = rivals.length === 0
    ? "No baseline shown has as much SQNR."
    : `The cheapest baseline of as much SQNR, ${rivals[0].name}, takes ${counted(rivals[0].luts, "LUT")}: ${rivals[0].luts === row.luts
      ? "as many" : rivals[0].luts > row.luts ? `${rivals[0].luts - row.luts} more` : `${row.luts - rivals[0].luts} fewer`}.`;
  return element("figure", {}, element("h4", {}, "LUTs beside baselines"), place.place, element("figcaption", {}, verdict));
}

function coefficients(circuit) {
  if (circuit.table.length === 0) {
    return element("div", {}, element("p", {}, "There are too many coefficients to list them here:"), commandLine(`${circuit.show} --table`));
  }
  const list = circuit.set.map((value) => figure(value)).join(" ");
  const codes = circuit.table.map((value, code) => ({ code, value }));
  const width = Math.max(1, circuit.select_bits);
  return element("details", {}, element("summary", {}, `${counted(circuit.set.length, "coefficient")} and the code of each`),
    element("p", { class: "set" }, list),
    circuit.signless ? element("p", {}, "The codes give magnitudes; the sign is stored beside them and applied where products are summed.") : null,
    circuit.consumer_shift > 0 ? element("p", {}, `One more stored bit chooses between the product and the product shifted left by ${circuit.consumer_shift}.`) : null,
    element("ol", { class: "codes", "aria-label": "Coefficient of each code" }, codes.map(({ code, value }) =>
      element("li", {}, element("code", {}, code.toString(2).padStart(width, "0")), ` ${figure(value)}`))));
}
