// The multipliers measured against one set of weights: a plot of SQNR over LUTs and a table, filtered together.

class MultipliersView {
  constructor(views, onChoose) {
    this.views = views;
    this.view = views[0];
    this.onChoose = onChoose;
    this.chosen = null;
    this.filters = { text: "", most: Infinity, least: -Infinity, bits: "", frontOnly: false };
    this.hidden = new Set();
    this.plot = new PlotPlace("SQNR over LUTs; the table below lists the same multipliers", (width) => this.draw(width));
    this.count = element("p", { class: "count", role: "status" });
    this.made = element("div");
    this.controls = element("form", { class: "controls", "aria-label": "Filter", onsubmit: (event) => event.preventDefault() });
    this.legend = element("fieldset", { class: "legend" });
    this.table = new SortedTable("Multipliers", this.columns(), { sortBy: 1 });
    this.element = element("div", {}, this.controls, this.legend, this.plot.place, this.count,
      element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "Table of multipliers" }, this.table.table),
      this.made);
    this.fillControls();
    this.choose(knee(this.view.rows), { scroll: false });
    this.useView(this.view);
  }

  columns() {
    return [
      { title: "Multiplier", of: (row) => row.name, show: (row) => this.nameOf(row) },
      { title: "LUTs", number: true, of: (row) => row.luts, show: (row) => grouped(row.luts) },
      { title: "Bits", number: true, help: "stored bits per weight; +n of them are applied where products are summed", of: (row) => row.stored_bits,
        show: (row) => (row.consumer_bits > 0 ? `${row.stored_bits - row.consumer_bits}+${row.consumer_bits}` : String(row.stored_bits)) },
      { title: "Levels", number: true, wide: true, descends: true, of: (row) => row.levels, show: (row) => grouped(row.levels) },
      { title: "Depth", number: true, wide: true, help: "cells in a row", of: (row) => row.depth, show: (row) => figure(row.depth) },
      { title: "SQNR dB", number: true, descends: true, of: (row) => row.sqnr_db, show: (row) => decimal(row.sqnr_db, 2) },
      { title: "Divergence", number: true, wide: true, of: (row) => row.divergence, show: (row) => decimal(row.divergence, 3) },
    ];
  }

  nameOf(row) {
    const sign = element("span", { class: "sign", style: `color: ${kindColour(row.kind)}`, title: kinds[row.kind].title }, kinds[row.kind].sign);
    const name = row.circuit === null
      ? element("span", { title: row.remark }, row.name)
      : element("button", { type: "button", class: "link", onclick: () => this.choose(row) }, row.name);
    return element("span", { class: "name" }, sign, name,
      row.on_front ? element("span", { class: "front", title: "no other has as much SQNR for as few LUTs" }, "front") : null);
  }

  fillControls() {
    const input = (label, attributes, update) => element("label", {}, element("span", {}, label),
      element("input", { ...attributes, oninput: (event) => { update(event.target); this.refresh(); } }));
    const number = (target, otherwise) => (target.value === "" || Number.isNaN(target.valueAsNumber) ? otherwise : target.valueAsNumber);
    if (this.views.length > 1) {
      this.controls.append(element("label", {}, element("span", {}, "Weights"), element("select", {
        name: "weights", onchange: (event) => this.useView(this.views[event.target.selectedIndex]),
      }, this.views.map((view) => element("option", {}, viewTitle(view))))));
    }
    this.controls.append(
      input("Name", { type: "search", name: "text", placeholder: "any" }, (target) => { this.filters.text = target.value.toLowerCase(); }),
      input("LUTs at most", { type: "number", name: "most", min: "0", placeholder: "any" }, (target) => { this.filters.most = number(target, Infinity); }),
      input("SQNR dB at least", { type: "number", name: "least", step: "any", placeholder: "any" }, (target) => { this.filters.least = number(target, -Infinity); }),
      this.bitsControl = element("label", {}, element("span", {}, "Stored bits")),
      element("label", { class: "check" }, element("input", { type: "checkbox", name: "front",
        onchange: (event) => { this.filters.frontOnly = event.target.checked; this.refresh(); } }), element("span", {}, "front only")));
  }

  useView(view) {
    this.view = view;
    const bits = [...new Set(view.rows.map((row) => row.stored_bits))].sort((a, b) => a - b);
    const kept = bits.includes(Number(this.filters.bits)) ? this.filters.bits : "";
    this.filters.bits = kept;
    this.bitsControl.replaceChildren(element("span", {}, "Stored bits"), element("select", { name: "bits",
      onchange: (event) => { this.filters.bits = event.target.value; this.refresh(); } },
    element("option", { value: "" }, "any"), bits.map((n) => element("option", { value: n, selected: String(n) === kept }, String(n)))));
    const present = Object.keys(kinds).filter((kind) => view.rows.some((row) => row.kind === kind));
    this.legend.replaceChildren(element("legend", {}, "Kinds"), ...present.map((kind) => element("label", { class: "check" },
      element("input", { type: "checkbox", name: kind, checked: !this.hidden.has(kind), onchange: (event) => {
        if (event.target.checked) this.hidden.delete(kind);
        else this.hidden.add(kind);
        this.refresh();
      } }), element("span", { class: "sign", style: `color: ${kindColour(kind)}`, "aria-hidden": "true" }, kinds[kind].sign),
      element("span", {}, kinds[kind].title))));
    this.made.replaceChildren(madeBy(view.files));
    // The chosen multiplier is looked for among those of the new weights.
    if (this.chosen) this.choose(view.rows.find((row) => row.circuit === this.chosen.circuit) ?? null, { scroll: false });
    else this.refresh();
  }

  passes(row) {
    const { text, most, least, bits, frontOnly } = this.filters;
    return !this.hidden.has(row.kind) && row.name.toLowerCase().includes(text) && (row.luts ?? Infinity) <= most &&
      row.sqnr_db >= least && (bits === "" || row.stored_bits === Number(bits)) && (!frontOnly || row.on_front);
  }

  refresh() {
    this.shown = this.view.rows.filter((row) => this.passes(row));
    this.count.textContent = this.shown.length === this.view.rows.length
      ? `All ${this.view.rows.length} multipliers, ${viewTitle(this.view)}.`
      : `${this.shown.length} of ${this.view.rows.length} multipliers, ${viewTitle(this.view)}.`;
    this.table.show(this.shown, (line, row) => {
      if (row === this.chosen) line.setAttribute("aria-current", "true");
      line.dataset.name = row.name;
    });
    this.plot.draw();
  }

  choose(row, { scroll = true } = {}) {
    this.chosen = row;
    if (this.shown) this.refresh();
    this.onChoose(row, this.view, scroll);
  }

  draw(width) {
    const rows = this.shown.filter((row) => row.luts !== null);
    const narrow = width < 480;
    const front = rows.filter((row) => row.on_front).sort((a, b) => a.luts - b.luts);
    const present = Object.keys(kinds);
    const shared = { x: "luts", y: "sqnr_db" };
    const plot = Plot.plot({
      width,
      height: Math.round(Math.min(460, Math.max(300, width * 0.55))),
      marginLeft: 42,
      marginRight: narrow ? 12 : 24,
      marginTop: 30,
      marginBottom: 40,
      style: plotStyle,
      x: { nice: true, zero: true },
      y: { nice: true, inset: 8 },
      color: { type: "categorical", domain: present, range: present.map(kindColour) },
      symbol: { domain: present, range: present.map((kind) => kinds[kind].symbol) },
      marks: [
        Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: narrow ? 5 : 10 }),
        Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
        Plot.axisX({ tickSize: 0, label: "LUTs (7-series)", labelArrow: "none", labelAnchor: "center", ticks: narrow ? 5 : 10 }),
        Plot.axisY({ tickSize: 0, label: "SQNR dB", labelArrow: "none" }),
        Plot.line(front, { ...shared, stroke: "var(--muted)", strokeOpacity: 0.6, curve: "step-after" }),
        // Below: what beats a rival lies above it.
        Plot.text(narrow ? [] : rows.filter((row) => row.kind !== "native" && row.kind !== "addnet"), { ...shared, text: "name", dy: 13, fontSize: 10.5, fill: "var(--muted)", stroke: "var(--page)", strokeWidth: 4 }),
        Plot.dot(rows, { ...shared, symbol: "kind", stroke: "kind", fill: "kind", fillOpacity: 0.8, r: narrow ? 3.5 : 4.5, ariaLabel: "name" }),
        this.chosen && rows.includes(this.chosen) ? Plot.dot([this.chosen], { ...shared, r: 10, stroke: "currentColor", strokeWidth: 2 }) : null,
        Plot.tip(rows, Plot.pointer({ ...shared, title: tipText, maxRadius: 30, fill: "var(--raised)", stroke: "var(--muted)", textPadding: 10, lineWidth: 24 })),
      ],
    });
    plot.setAttribute("aria-hidden", "true");
    plot.addEventListener("click", () => { if (plot.value && plot.value.circuit !== null) this.choose(plot.value); });
    plot.addEventListener("input", () => { plot.style.cursor = plot.value && plot.value.circuit !== null ? "pointer" : "default"; });
    return plot;
  }
}

/** The circuit to begin with: of those on the front, the one furthest above the line between its ends. */
function knee(rows) {
  const drawn = rows.filter((row) => row.circuit !== null && row.luts !== null);
  const front = drawn.filter((row) => row.on_front).sort((a, b) => a.luts - b.luts);
  if (front.length < 3) return front[0] ?? drawn[0] ?? null;
  const [first, last] = [front[0], front.at(-1)];
  const slope = (last.sqnr_db - first.sqnr_db) / Math.max(1, last.luts - first.luts);
  const height = (row) => row.sqnr_db - first.sqnr_db - slope * (row.luts - first.luts);
  return front.reduce((best, row) => (height(row) > height(best) ? row : best));
}

function tipText(row) {
  const bits = row.consumer_bits > 0 ? `${row.stored_bits} stored bits, ${row.consumer_bits} applied by the sum` : `${row.stored_bits} stored bits`;
  return `${row.name}\n${counted(row.luts, "LUT")}, ${decimal(row.sqnr_db, 2)} dB\n${bits}\n${counted(row.levels, "level")}${row.circuit === null ? "" : "\nclick to see it"}`;
}

function viewTitle(view) {
  return `${view.weights}, ${view.input_bits}-bit ${view.input_signed ? "signed" : "unsigned"} input`;
}
