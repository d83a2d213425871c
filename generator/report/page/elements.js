"use strict";

// What all parts of the page are made of: elements, numbers, tables.

/** An element with attributes, listeners ("onclick") and children: elements, texts, lists of them, or nothing. */
function element(name, attributes = {}, ...children) {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) result.addEventListener(key.slice(2), value);
    else if (value === true) result.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) result.setAttribute(key, value);
  }
  result.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return result;
}

/** A number with that many decimals and a real minus sign; a dash where there is none. */
function decimal(value, digits) {
  return value === null || value === undefined ? "–" : value.toFixed(digits).replace("-", "−");
}

/** A whole number with narrow spaces between groups of three digits. */
function grouped(value) {
  if (value === null || value === undefined) return "–";
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f").replace("-", "−");
}

/** Any number, to four significant digits unless it is whole. */
function figure(value) {
  if (typeof value !== "number") return value === null || value === undefined ? "–" : String(value);
  return Number.isInteger(value) ? grouped(value) : String(Number(value.toPrecision(4))).replace("-", "−");
}

/** "1 LUT", "2 LUTs". */
function counted(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A command for a terminal that can be copied. */
function commandLine(command) {
  const button = element("button", { type: "button", class: "copy", "aria-label": `Copy: ${command}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(command);
      button.textContent = "Copied";
    } catch {
      // A page opened from a file may not reach the clipboard: the command is selected instead.
      getSelection().selectAllChildren(button.previousElementSibling);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return element("div", { class: "command" }, element("code", {}, command), button);
}

/** How a figure came about: the command that made each of the files it shows. */
function madeBy(names) {
  const files = names.map((name) => report.files.find((file) => file.name === name));
  return element("div", { class: "made" }, element("h4", {}, "Made by"), files.map((file) => file.command
    ? commandLine(file.command)
    : element("p", {}, element("code", {}, file.name), ", which does not say by what command.")));
}

/**
 * A table that sorts by a click on a heading. A column is {title, of(row), show(row), number, wide}: what is compared,
 * what is shown, whether it stands right, and whether narrow screens leave it out.
 */
class SortedTable {
  constructor(caption, columns, { sortBy = 0, descending = false } = {}) {
    this.columns = columns;
    this.rows = [];
    this.sortBy = sortBy;
    this.descending = descending;
    this.body = element("tbody");
    this.headings = columns.map((column, index) => element("th",
      { scope: "col", class: column.wide ? "wide" : null },
      element("button", { type: "button", title: column.help, onclick: () => this.sort(index) }, column.title)));
    this.table = element("table", {}, element("caption", {}, caption),
      element("thead", {}, element("tr", {}, this.headings)), this.body);
    this.headings.forEach((heading, index) => heading.classList.toggle("number", Boolean(columns[index].number)));
  }

  /** Shows these rows; `decorate(tr, row)` may add to each line. */
  show(rows, decorate = () => {}) {
    this.rows = rows;
    this.decorate = decorate;
    this.draw();
  }

  sort(index) {
    this.descending = this.sortBy === index ? !this.descending : Boolean(this.columns[index].descends);
    this.sortBy = index;
    this.draw();
  }

  draw() {
    const { of } = this.columns[this.sortBy];
    const sign = this.descending ? -1 : 1;
    const compare = (a, b) => {
      const [x, y] = [of(a), of(b)];
      // What is unknown stands last in either order.
      if (x === null || y === null) return (x === null) - (y === null);
      return sign * (typeof x === "string" ? x.localeCompare(y, "en", { numeric: true }) : x - y);
    };
    this.headings.forEach((heading, index) => heading.setAttribute("aria-sort",
      index !== this.sortBy ? "none" : this.descending ? "descending" : "ascending"));
    this.body.replaceChildren(...[...this.rows].sort(compare).map((row) => {
      const line = element("tr", {}, this.columns.map((column, index) => element(index === 0 ? "th" : "td",
        { scope: index === 0 ? "row" : null, class: [column.number && "number", column.wide && "wide"].filter(Boolean).join(" ") || null },
        column.show ? column.show(row) : String(column.of(row)))));
      this.decorate(line, row);
      return line;
    }));
  }
}

/** A section of the page with its heading, listed at the top. */
function addSection(id, title, ...children) {
  const section = element("section", { id, "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, title), ...children);
  document.getElementById("content").append(section);
  document.getElementById("sections").append(element("li", {}, element("a", { href: `#${id}` }, title)));
  return section;
}
