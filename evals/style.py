"""The report's style sheet: light and dark, one column, readable on paper. Colours were chosen to differ for
colour-blind readers (Okabe and Ito's palette, darkened or lightened for contrast)."""

CSS = """
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --card: #ffffff; --ink: #1d2430; --muted: #5d6675; --rule: #dfe2e6;
  --good: #0b7a53; --bad: #b3400a;
  --c0: #1f6fb2; --c1: #d98a00; --c2: #2a9d7c; --c3: #a85a8c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181f; --card: #1b212b; --ink: #e6e9ee; --muted: #9aa4b2; --rule: #303846;
    --good: #4cc79a; --bad: #f0905a;
    --c0: #5aa9e6; --c1: #eab04a; --c2: #4cc7a0; --c3: #d48ebc;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 48px 24px 96px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -.01em; }
h2 { font-size: 21px; margin: 56px 0 4px; padding-top: 18px; border-top: 1px solid var(--rule); }
h3 { font-size: 16px; margin: 24px 0 4px; }
p { margin: 6px 0 12px; max-width: 68ch; }
.lead { font-size: 18px; }
.muted, .note { color: var(--muted); }
.note { font-size: 14px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 12px;
  margin: 24px 0 8px; }
.tile { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: 14px 16px; }
.tile b { display: block; font-size: 32px; line-height: 1.15; font-weight: 650; letter-spacing: -.02em; }
.tile span { display: block; font-size: 13px; color: var(--muted); }
.tile .label { color: var(--ink); font-size: 14px; font-weight: 600; }
figure { margin: 18px 0 26px; }
figcaption { font-weight: 600; margin-bottom: 4px; }
svg { width: 100%; height: auto; display: block; }
svg text { font-size: 12.5px; fill: var(--ink); }
svg .muted { fill: var(--muted); }
svg .value { font-weight: 600; }
svg .grid { stroke: var(--rule); stroke-width: 1; }
svg .whisker { stroke: var(--ink); stroke-width: 1.2; opacity: .65; }
svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.s0 { fill: var(--c0); background: var(--c0); } .s1 { fill: var(--c1); background: var(--c1); }
.s2 { fill: var(--c2); background: var(--c2); } .s3 { fill: var(--c3); background: var(--c3); }
.l0 { stroke: var(--c0); } .l1 { stroke: var(--c1); } .l2 { stroke: var(--c2); } .l3 { stroke: var(--c3); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 14px;
  color: var(--muted); margin: 0 0 6px; }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; margin: 10px 0 18px; }
th, td { text-align: left; padding: 6px 14px 6px 0; vertical-align: top;
  border-bottom: 1px solid var(--rule); }
th { font-weight: 600; color: var(--muted); }
td.number, th.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
article { background: var(--card); border: 1px solid var(--rule); border-radius: 10px;
  padding: 14px 18px; margin: 14px 0; overflow-wrap: anywhere; }
article h3 { margin: 0 0 2px; }
.fault { color: var(--bad); font-weight: 600; font-size: 14px; margin: 0 0 8px; max-width: none; }
.fault .muted { font-weight: 400; }
dl { display: grid; grid-template-columns: 110px 1fr; gap: 6px 14px; margin: 8px 0 0; font-size: 15px; }
dt { color: var(--muted); font-size: 14px; } dd { margin: 0; }
blockquote { margin: 0 0 6px; padding-left: 12px; border-left: 3px solid var(--c0); }
details { margin-top: 8px; font-size: 14px; } summary { cursor: pointer; color: var(--muted); }
details li { margin: 6px 0; }
code { font: 13px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
@media (max-width: 560px) {
  main { padding: 24px 14px 64px; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; }
}
@media print { body { background: none; } article, figure, .tile { break-inside: avoid; } }
"""
