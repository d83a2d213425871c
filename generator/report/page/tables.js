// Accuracy, training, verification, layers, and the files that the page was made from.

function accuracySection(tables) {
  const columns = [
    { title: "Multiplier", of: (row) => row.multiplier },
    { title: "Network", of: (row) => row.network },
    { title: "Data", wide: true, of: (row) => row.data_set },
    { title: "Bits", number: true, wide: true, of: (row) => row.stored_bits, show: (row) => figure(row.stored_bits) },
    { title: "LUTs", number: true, of: (row) => row.luts, show: (row) => figure(row.luts) },
    { title: "SQNR dB", number: true, wide: true, descends: true, of: (row) => row.sqnr_db, show: (row) => decimal(row.sqnr_db, 1) },
    { title: "Top-1 %", number: true, descends: true, of: (row) => row.top1_percent, show: (row) => decimal(row.top1_percent, 2) },
    { title: "To float", number: true, descends: true, help: "points gained or lost against the float network", of: toFloat, show: (row) => decimal(toFloat(row), 2) },
    { title: "Epochs", number: true, wide: true, of: (row) => row.epochs, show: (row) => figure(row.epochs) },
    { title: "Seed", number: true, wide: true, of: (row) => row.seed, show: (row) => figure(row.seed) },
  ];
  addSection("accuracy", "Accuracy of networks", tables.map((table) => {
    const sorted = new SortedTable(`Top-1 accuracy, from ${table.name}`, columns, { sortBy: 6, descending: true });
    sorted.show(table.rows);
    const commands = [...new Set(table.rows.map((row) => row.command).filter(Boolean))];
    return [accuracyPlot(table.rows), element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "Table of accuracy" }, sorted.table),
      commands.length > 0 ? element("details", {}, element("summary", {}, commands.length === 1 ? "The command that made the rows" : `The ${commands.length} commands that made the rows`), commands.map(commandLine)) : null,
      commands.length === 0 || table.command ? madeBy([table.name]) : null];
  }));
}

function toFloat(row) {
  return row.float_top1_percent === null ? null : row.top1_percent - row.float_top1_percent;
}

function accuracyPlot(all) {
  const rows = all.filter((row) => row.luts !== null);
  if (rows.length < 2) return null;
  const networks = [...new Set(rows.map((row) => `${row.network}, ${row.data_set}`))];
  const network = (row) => `${row.network}, ${row.data_set}`;
  const floats = [...new Map(rows.filter((row) => row.float_top1_percent !== null).map((row) => [network(row), row])).values()];
  const colours = ["var(--native)", "var(--published)", "var(--powers)", "var(--plain)", "var(--uniform)", "var(--addnet)"];
  const colour = (name) => colours[networks.indexOf(name) % colours.length];
  const place = new PlotPlace("Top-1 accuracy over LUTs; the table lists the same", (width) => {
    const plot = Plot.plot({
      width,
      height: 320,
      marginLeft: 46,
      marginTop: 30,
      marginBottom: 40,
      style: plotStyle,
      x: { nice: true, zero: true },
      y: { nice: true, inset: 8 },
      marks: [
        Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
        Plot.axisX({ tickSize: 0, label: "LUTs of a multiplier", labelArrow: "none", labelAnchor: "center", ticks: width < 480 ? 5 : 10 }),
        Plot.axisY({ tickSize: 0, label: "top-1 %", labelArrow: "none" }),
        Plot.ruleY(floats, { y: "float_top1_percent", stroke: (row) => colour(network(row)), strokeDasharray: "4 3" }),
        Plot.dot(rows, { x: "luts", y: "top1_percent", fill: (row) => colour(network(row)), r: 4.5 }),
        Plot.tip(rows, Plot.pointer({ x: "luts", y: "top1_percent", maxRadius: 30, fill: "var(--raised)", stroke: "var(--muted)",
          title: (row) => `${row.multiplier}\n${network(row)}\n${counted(row.luts, "LUT")}, ${decimal(row.top1_percent, 2)} %` })),
      ],
    });
    plot.setAttribute("aria-hidden", "true");
    return plot;
  });
  return element("figure", {}, place.place, element("figcaption", {}, networks.map((name) => element("span", { class: "key" },
    element("span", { class: "sign", style: `color: ${colour(name)}` }, "●"), name)), floats.length > 0 ? " Dashed: the float network." : ""));
}

function plainTable(caption, headings, rows) {
  const isNumber = headings.map((heading, index) => rows.length > 0 && rows.every((row) => typeof row[index] === "number"));
  return element("table", { class: "plain" }, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, headings.map((heading, index) => element("th", { scope: "col", class: isNumber[index] ? "number" : null }, heading)))),
    element("tbody", {}, rows.map((row) => element("tr", {}, row.map((cell, index) => element(index === 0 ? "th" : "td", { scope: index === 0 ? "row" : null,
      class: isNumber[index] ? "number" : null }, typeof cell === "number" ? figure(cell) : cell))))));
}

function evaluationSection(evaluations) {
  addSection("evaluations", "Evaluations", evaluations.map((entry) => element("article", {},
    element("h3", {}, `${entry.network}, ${entry.arithmetic}`),
    element("dl", { class: "facts" }, [["Top-1", `${decimal(entry.top1_percent, 2)} %`], ["Top-5", `${decimal(entry.top5_percent, 2)} %`], ["Images", grouped(entry.images)]]
      .map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value)))),
    element("details", {}, element("summary", {}, "By class and layer"),
      plainTable("By class", ["Class", "Images", "Correct"], entry.classes.map((counts, index) => [String(index), counts.images, counts.correct])),
      entry.layers.length > 0 ? plainTable("Layers beside those of the float network", ["Layer", "Stands for", "SNR dB"],
        entry.layers.map((layer) => [layer.layer, layer.stands_for, layer.snr_db === null ? "no difference" : decimal(layer.snr_db, 2)])) : null,
      entry.weights.length > 0 ? plainTable("What weights take, in KiB", ["Layer", "Weights", "Zeros %", "Stored", "Run-length", "Huffman"],
        entry.weights.map((size) => [size.layer, size.weights, decimal(100 * size.zeros / Math.max(1, size.weights), 1),
          ...[size.stored_bits, size.run_length_bits, size.huffman_bits].map((bits) => decimal(bits / 8192, 2))])) : null),
    madeBy([entry.name]))));
}

function trainingSection(logs) {
  addSection("training", "Training", logs.map((log) => {
    const epoch = log.columns.indexOf("epoch");
    const others = log.columns.filter((name) => name !== "epoch");
    const groups = [others.filter((name) => /loss/.test(name)), others.filter((name) => /top|accuracy|percent/.test(name))].filter((group) => group.length > 0);
    const colours = ["var(--native)", "var(--published)", "var(--powers)", "var(--plain)"];
    return element("article", {}, element("h3", {}, log.network ? `${log.network} (${log.name})` : log.name),
      element("div", { class: "pair" }, groups.map((group) => {
        const points = group.flatMap((name) => log.rows.map((row) => ({ name, epoch: row[epoch], value: row[log.columns.indexOf(name)] })));
        const place = new PlotPlace(`${group.join(", ")} over epochs; the table lists the same`, (width) => {
          const plot = Plot.plot({
            width, height: 240, marginLeft: 50, marginBottom: 38, style: plotStyle,
            x: { label: "epoch" }, y: { nice: true },
            color: { type: "categorical", domain: group, range: group.map((name, index) => colours[index % colours.length]) },
            marks: [
              Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
              Plot.axisX({ tickSize: 0, label: "epoch", labelArrow: "none", labelAnchor: "center", ticks: 6 }),
              Plot.axisY({ tickSize: 0, label: null }),
              Plot.line(points, { x: "epoch", y: "value", stroke: "name", strokeWidth: 1.8 }),
              Plot.dot(points, { x: "epoch", y: "value", fill: "name", r: 2.5 }),
              Plot.tip(points, Plot.pointer({ x: "epoch", y: "value", fill: "var(--raised)", stroke: "var(--muted)", title: (point) => `${point.name}\nepoch ${point.epoch}: ${figure(point.value)}` })),
            ],
          });
          plot.setAttribute("aria-hidden", "true");
          return plot;
        });
        return element("figure", {}, place.place, element("figcaption", {}, group.map((name, index) => element("span", { class: "key" },
          element("span", { class: "sign", style: `color: ${colours[index % colours.length]}` }, "●"), name))));
      })),
      element("details", {}, element("summary", {}, "All figures"), element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "Training log" },
        plainTable(log.name, log.columns.map(words), log.rows.map((row) => row.map((value) => (value === null ? "–" : value)))))),
      madeBy([log.name]));
  }));
}

const verdicts = { passed: "✓", failed: "✗", partial: "◐", incomplete: "◐", unchecked: "–", "missing tool": "–", "not asked": "–", "not applicable": "–", "not run": "–" };

function verdict(result) {
  return element("span", { class: `verdict ${result === "passed" ? "good" : result === "failed" ? "bad" : "open"}` }, `${verdicts[result] ?? "?"} ${result}`);
}

function verificationSection(results) {
  addSection("verification", "Verification", results.map((entry) => [
    entry.folders.map((folder) => {
      const open = folder.checks.filter((check) => check.result !== "passed" && check.result !== "failed");
      const sampled = folder.checks.filter((check) => check.result === "passed" && check.sampled);
      const failed = folder.checks.filter((check) => check.result === "failed");
      return element("article", {}, element("h3", {}, `${folder.name} `, verdict(folder.result)),
        element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": `Checks of ${folder.name}` },
          plainTable(`Checks of ${folder.folder}`, ["Check", "Result", "What was counted, or why not"],
            folder.checks.map((check) => [check.check, verdict(check.result), [check.figures, check.detail].filter(Boolean).join("; ") || "–"]))),
        failed.map((check) => element("div", {}, element("p", {}, element("strong", {}, check.check), ` failed: ${check.detail}. ${check.counterexample ?? ""}`),
          check.replay ? commandLine(check.replay) : null)),
        element("p", {}, element("strong", {}, "Not checked here: "), [
          ...open.map((check) => `${check.check} (${check.detail || check.result})`),
          ...sampled.map((check) => `${check.check} on vectors beyond the sample`),
          "timing after placement and routing, and what the vendor’s own synthesis and a real device make of the files",
        ].join("; "), "."),
        element("p", { class: "small" }, "SHA-256 of the manifest that was checked: ", element("code", {}, folder.manifest_sha256)));
    }), madeBy([entry.name])]));
}

// Scalars of an estimate as "a.b", its objects of numbers and its lists of objects on their own.
function layerParts(value, path = "") {
  const parts = { scalars: [], groups: [], lists: [] };
  for (const [key, entry] of Object.entries(value)) {
    const name = path === "" ? key : `${path}.${key}`;
    if (Array.isArray(entry) && entry.length > 0 && entry.every((item) => item !== null && typeof item === "object" && !Array.isArray(item))) {
      parts.lists.push([name, entry]);
    } else if (entry !== null && typeof entry === "object" && !Array.isArray(entry)) {
      const values = Object.values(entry);
      if (values.length > 0 && values.every((item) => typeof item === "number")) parts.groups.push([name, entry]);
      else {
        const inner = layerParts(entry, name);
        for (const kind of Object.keys(parts)) parts[kind].push(...inner[kind]);
      }
    } else {
      parts.scalars.push([name, entry]);
    }
  }
  return parts;
}

const words = (name) => name.replace(/_/g, " ").replace(/\./g, ", ");
const plain = (value) => (typeof value === "number" ? value : value === null ? "–" : typeof value === "object" ? JSON.stringify(value) : String(value));

function layerSection(layers) {
  addSection("layers", "Layers", layers.map((layer) => {
    const { scalars, groups, lists } = layerParts(layer.estimate);
    return element("article", {}, element("h3", {}, String(layer.estimate.name ?? layer.name)),
      element("div", { class: "pair" }, groups.map(([name, group]) => {
        const rows = Object.entries(group).map(([key, value]) => ({ label: words(key), value, note: figure(value), colour: "var(--accent)", strong: true }));
        const place = new PlotPlace(words(name), (width) => {
          const plot = bars(rows, { width, unit: words(name) });
          plot.setAttribute("aria-hidden", "true");
          return plot;
        });
        return element("figure", {}, element("h4", {}, words(name)), place.place,
          element("details", {}, element("summary", {}, "As a table"), plainTable(words(name), ["Of", "Number"], Object.entries(group).map(([key, value]) => [words(key), value]))));
      })),
      scalars.length > 0 ? plainTable("Estimate", ["What", "Value"], scalars.map(([name, value]) => [words(name), plain(value)])) : null,
      lists.map(([name, list]) => {
        const columns = [...new Set(list.flatMap(Object.keys))];
        return element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": words(name) },
          plainTable(words(name), columns.map(words), list.map((item) => columns.map((column) => plain(item[column] ?? null)))));
      }),
      madeBy([layer.name]));
  }));
}

function filesSection(files) {
  addSection("files", "Sources of this page", element("p", {}, "Each figure above comes from one of these files; equal files give an equal page."),
    element("ul", { class: "files" }, files.map((file) => element("li", {}, element("p", {}, element("code", {}, file.name), ` (${file.schema})`),
      file.command ? commandLine(file.command) : element("p", {}, "The file does not say by what command it was made."),
      file.stats ? element("p", { class: "small" }, statsText(file.stats)) : null,
      element("p", { class: "small" }, "SHA-256 ", element("code", {}, file.sha256))))),
    report.command ? [element("p", {}, "This page:"), commandLine(report.command)] : null);
}

function statsText(stats) {
  const text = Object.entries(stats).filter(([key, value]) => typeof value === "number").map(([key, value]) => `${words(key)}: ${grouped(value)}`).join("; ");
  const space = stats.exhaustive === true ? "the whole space was searched" : stats.exhaustive === false ? "part of the space was searched by chance: there may be better circuits" : "";
  return [text, space].filter(Boolean).join("; ");
}
