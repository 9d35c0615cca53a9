// @ts-check
// npm run picture: runs the demo as in an 80-column terminal and draws what it prints as docs/demo.svg.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import process from "node:process";

const TARGET = "docs/demo.svg";
const COLUMNS = 80;
const LINE = 19;
const CHAR = 8.4;
const MARGIN = 24;
/** The lines of the story that the picture shows; the rest is for who runs it. */
const MOST_LINES = 41;

const { stdout, status } = spawnSync(process.execPath, ["dist/bin/matinee.js", "demo", "--quiet"], {
  encoding: "utf8",
  env: { ...process.env, FORCE_COLOR: "1", COLUMNS: String(COLUMNS) },
});
if (status !== 0) throw new Error(`Cannot draw the demo: it ended with status ${status}`);
const lines = ["$ npm start", "", ...stdout.trimEnd().split("\n")].slice(0, MOST_LINES);
writeFileSync(TARGET, draw(lines));

/** @param {readonly string[]} rows */
function draw(rows) {
  const width = MARGIN * 2 + COLUMNS * CHAR;
  const height = MARGIN * 2 + rows.length * LINE;
  const texts = rows.map((line, row) => {
    const y = MARGIN + (row + 0.75) * LINE;
    return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The demo in a terminal">
<style>
  rect { fill: #fbf8f1 } text { fill: #23201c; font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace }
  .bold { font-weight: 700 } .dim { fill: #6f675c } .red { fill: #a8321f } .green { fill: #2f6b3a } .yellow { fill: #8a5a00 } .blue, .cyan { fill: #2a5a7c } .magenta { fill: #7a3b69 }
  @media (prefers-color-scheme: dark) {
    rect { fill: #1c1917 } text { fill: #ece5d8 }
    .dim { fill: #a59b8b } .red { fill: #f08a72 } .green { fill: #8fc79a } .yellow { fill: #e6bd6a } .blue, .cyan { fill: #8fbfdd } .magenta { fill: #d9a0c8 }
  }
</style>
<rect width="100%" height="100%" rx="10"/>
${texts.join("\n")}
</svg>
`;
}

/** ANSI colours to spans. @param {string} line */
function spans(line) {
  /** @type {Set<string>} */
  const classes = new Set();
  let out = "";
  // eslint-disable-next-line no-control-regex -- escape codes are what is read here
  for (const part of line.split(/(\u001b\[[\d;]*m)/u)) {
    const codes = /^\u001b\[([\d;]*)m$/u.exec(part);
    if (codes === null) {
      if (part !== "") out += `<tspan class="${[...classes].join(" ")}">${escape(part)}</tspan>`;
      continue;
    }
    for (const code of (codes[1] ?? "").split(";").map(Number)) apply(classes, code);
  }
  return out.replaceAll(' class=""', "");
}

/** @param {Set<string>} classes @param {number} code */
function apply(classes, code) {
  const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
  const colour = colours[code % 10];
  if (code === 0) classes.clear();
  else if (code === 1) classes.add("bold");
  else if (code === 2) classes.add("dim");
  else if (code === 22) ["bold", "dim"].forEach((name) => classes.delete(name));
  else if (code === 39) colours.forEach((name) => classes.delete(name));
  else if (code >= 30 && code <= 97 && colour !== undefined) classes.add(colour);
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
