/** Where the style is served: the policy of every answer allows no other place. */
export const DOCS_STYLE_PATH = "/docs.css";

/** The look of the page (src/web/style), for text, tables and code. */
export const DOCS_STYLE: string = `:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f1e7, #17130f);
  --card: light-dark(#fdfaf3, #211b16);
  --ink: light-dark(#1f1a15, #ece3d4);
  --quiet: light-dark(#5f5549, #b3a797);
  --line: light-dark(#d9cfbd, #3c342b);
  --faint: light-dark(#ebe3d4, #2b241d);
  --ticket: light-dark(#a3211b, #ff8f7a);
  --on-ticket: light-dark(#fffaf2, #2a0d08);
  --crowd: light-dark(#336472, #8dbac7);
  --radius: 6px;
}
*, *::before, *::after { box-sizing: border-box; }
html {
  background: var(--paper);
  color: var(--ink);
  font: 100%/1.5 "Source Serif 4", Georgia, "Liberation Serif", "DejaVu Serif", "Times New Roman", serif;
  font-variant-numeric: lining-nums tabular-nums;
  text-size-adjust: 100%;
  scroll-padding-top: 16px;
}
body { margin: 0; font-size: 1.0625rem; overflow-wrap: anywhere; }
.sheet { width: min(100%, 960px); margin-inline: auto; padding-inline: clamp(16px, 4vw, 40px); }
h1, h2, h3, h4 { line-height: 1.2; font-weight: 600; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); font-weight: 500; }
h2 { font-size: 1.625rem; margin-top: 56px; }
h3 { font-size: 1.25rem; }
h4 { font-size: 1rem; color: var(--quiet); margin-top: 24px; }
p { margin: 12px 0; max-width: 68ch; }
a { color: var(--ticket); text-underline-offset: 0.2em; }
:focus-visible { outline: 3px solid var(--ticket); outline-offset: 2px; border-radius: 2px; }
:target { scroll-margin-top: 16px; }
tr:target > * { background: var(--faint); }
.quiet, .kind, caption { color: var(--quiet); }
.kind, .must { font-size: 0.9375rem; font-weight: 400; }
.must { color: var(--ticket); }
.skip { position: absolute; left: 16px; top: -100px; background: var(--card); padding: 12px; }
.skip:focus { top: 8px; }
.masthead { border-bottom: 1px solid var(--line); }
.masthead .sheet { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 24px; }
.masthead .name {
  font-size: 1.375rem; font-weight: 700; letter-spacing: -0.01em;
  color: var(--ink); text-decoration: none;
}
.masthead ul { display: flex; flex-wrap: wrap; column-gap: 20px; list-style: none; margin: 0; padding: 0; }
.masthead a { display: inline-flex; align-items: center; min-height: 44px; }
.masthead nav a { color: var(--quiet); text-decoration: none; }
.masthead nav a::first-letter { text-transform: uppercase; }
.masthead nav a:hover { color: var(--ink); }
main { padding-block: 32px 64px; }
article {
  margin-top: 24px; padding: clamp(16px, 3vw, 28px);
  background: var(--card); border: 1px solid var(--line); border-radius: var(--radius);
}
article > :last-child { margin-bottom: 0; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: 0.875em; }
pre {
  margin: 12px 0; padding: 12px 16px; overflow-x: auto; overflow-wrap: normal; font-size: 0.9375rem;
  line-height: 1.45; background: var(--faint); border-radius: var(--radius); max-height: 30rem;
}
.address { margin: 8px 0; }
.method {
  display: inline-block; padding: 0 8px; border: 1px solid currentcolor; border-radius: 3px;
  font-size: 0.8125rem; font-weight: 600; letter-spacing: 0.04em; color: var(--crowd);
}
.method.put, .method.post { color: var(--ink); }
.method.delete { color: var(--ticket); }
table { border-collapse: collapse; width: 100%; margin: 12px 0; font-size: 0.9375rem; }
caption { text-align: start; padding-bottom: 4px; }
th, td {
  padding: 6px 16px 6px 0; text-align: start; vertical-align: baseline;
  border-bottom: 1px solid var(--line); font-weight: 400;
}
th { width: 36%; }
.routes th { width: 58%; }
.route .method { min-width: 5.25rem; margin-right: 8px; text-align: center; }
td { padding-right: 0; }
summary { display: flex; align-items: center; gap: 8px; width: fit-content; min-height: 44px; color: var(--ticket); cursor: pointer; }
summary::-webkit-details-marker { display: none; }
summary::after { content: "▾"; font-size: 0.8em; }
details[open] > summary::after { content: "▴"; }
.codes { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0; padding: 0; list-style: none; }
.codes a { display: inline-flex; align-items: center; min-height: 32px; }
@media (width < 40rem) { th { width: 45%; padding-right: 12px; } .routes th { width: 60%; } .route .method { display: block; width: fit-content; min-width: 0; } h2 { margin-top: 40px; } }
`;
