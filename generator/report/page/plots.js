// Plots that fit the width of their place and follow the page's colours, which are CSS variables.

const kinds = {
  native: { title: "native circuit", symbol: "circle", sign: "●" },
  addnet: { title: "circuit of the published kind", symbol: "triangle", sign: "▲" },
  published: { title: "published circuit", symbol: "diamond", sign: "◆" },
  uniform: { title: "Booth multiplier", symbol: "square", sign: "■" },
  powers: { title: "powers of two and their sums", symbol: "plus", sign: "✚" },
  plain: { title: "the synthesis tool’s *", symbol: "star", sign: "★" },
};

const kindColour = (kind) => `var(--${kind})`;

const plotStyle = { background: "none", color: "inherit", fontFamily: "inherit", fontSize: "12px", overflow: "visible" };

/** A place whose plot is drawn anew when its width changes. `draw(width)` makes the plot. */
class PlotPlace {
  constructor(label, draw) {
    this.drawPlot = draw;
    this.width = 0;
    this.place = element("div", { class: "plot", role: "group", "aria-label": label });
    new ResizeObserver(() => {
      const width = Math.floor(this.place.clientWidth);
      if (width > 0 && width !== this.width) this.draw();
    }).observe(this.place);
  }

  draw() {
    const width = Math.floor(this.place.clientWidth);
    if (width === 0) return;
    this.width = width;
    this.place.replaceChildren(this.drawPlot(width));
  }
}

const shortened = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** Bars from the left: rows of {label, value, note, colour, strong}. */
function bars(rows, { width, unit }) {
  const narrow = width < 480;
  const label = (row) => shortened(row.label, narrow ? 20 : 32);
  const longest = Math.max(...rows.map((row) => label(row).length));
  return Plot.plot({
    width,
    height: rows.length * 24 + 40,
    marginLeft: longest * 6.6 + 14,
    marginRight: narrow ? 84 : 110,
    marginTop: 6,
    marginBottom: 34,
    style: plotStyle,
    x: { nice: true, zero: true },
    y: { label: null, domain: rows.map(label), type: "band", padding: 0.25 },
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: narrow ? 3 : 6 }),
      Plot.axisY({ tickSize: 0, fontSize: 12 }),
      Plot.axisX({ tickSize: 0, label: unit, labelArrow: "none", labelAnchor: "center", ticks: narrow ? 3 : 6 }),
      Plot.barX(rows, { x: "value", y: label, fill: "colour", fillOpacity: (row) => (row.strong ? 1 : 0.55) }),
      Plot.text(rows, { x: "value", y: label, text: "note", textAnchor: "start", dx: 5, fill: "currentColor" }),
    ],
  });
}
