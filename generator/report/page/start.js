// Shows the sections for which there are results.

const report = JSON.parse(document.getElementById("data").textContent);

function themeButton() {
  const button = document.getElementById("theme");
  const modes = [["", "Auto", "as the system"], ["light", "Light", "light"], ["dark", "Dark", "dark"]];
  let mode = 0;
  button.addEventListener("click", () => {
    mode = (mode + 1) % modes.length;
    const [theme, title, words] = modes[mode];
    if (theme === "") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = title;
    button.setAttribute("aria-label", `Colours: ${words}`);
  });
}

function summaryText() {
  const rows = report.views.flatMap((view) => view.rows);
  const parts = [];
  if (rows.length > 0) parts.push(counted(new Set(rows.map((row) => `${row.name} ${row.luts} ${row.stored_bits}`)).size, "multiplier"));
  if (report.accuracy.length > 0) parts.push(counted(report.accuracy.flatMap((table) => table.rows).length, "trained network"));
  const folders = report.verification.flatMap((entry) => entry.folders);
  if (folders.length > 0) parts.push(`${folders.filter((folder) => folder.result === "passed").length} of ${counted(folders.length, "folder")} verified in full`);
  if (report.layers.length > 0) parts.push(counted(report.layers.length, "layer"));
  return `${parts.length > 0 ? `${parts.join(", ")}; ` : ""}from ${counted(report.files.length, "result file")}.`;
}

function start() {
  themeButton();
  document.getElementById("summary").textContent = summaryText();
  const views = report.views.filter((view) => view.rows.length > 0);
  if (views.length > 0) {
    const panel = new CircuitPanel();
    const multipliers = new MultipliersView(views, (row, view, scroll) => panel.show(row, view, scroll));
    addSection("multipliers", "Multipliers", element("p", {}, "Each mark is a multiplier: what it costs, and how little weights lose when each takes its nearest coefficient at the best scale (SQNR). Further up and to the left is better; no other mark beats those on the line."), multipliers.element, panel.element);
    multipliers.refresh();
  }
  if (report.accuracy.length > 0) accuracySection(report.accuracy);
  if (report.evaluations.length > 0) evaluationSection(report.evaluations);
  if (report.training.length > 0) trainingSection(report.training);
  if (report.layers.length > 0) layerSection(report.layers);
  if (report.verification.length > 0) verificationSection(report.verification);
  filesSection(report.files);
  document.getElementById("foot").append(`Written by rccm ${report.version}, plotted with Observable Plot.`);
  // On paper nothing can be opened.
  addEventListener("beforeprint", () => { for (const details of document.querySelectorAll("details")) details.open = true; });
}

start();
