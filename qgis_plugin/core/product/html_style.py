"""How the page to hand on looks: on light and dark screens, on telephones, on paper."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """
:root{--ground:#f4f5f7;--card:#fff;--ink:#1b1f24;--muted:#5b6570;--line:#dfe3e7;--soft:#f0f2f5;--link:#1659a8}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--card:#1e2226;--ink:#e8eaed;--muted:#9aa5b1;--line:#343a41;
--soft:#282d33;--link:#84b8f2}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1180px;padding:28px 22px 60px;background:var(--ground);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1,h2,h3,p,figure,ul,dl,dd{margin:0;padding:0}
h1{font-size:30px;line-height:1.2;letter-spacing:-.01em;overflow-wrap:anywhere}
a{color:var(--link);text-decoration:none}
a:hover,a:focus-visible{text-decoration:underline}
.by{color:var(--muted);margin-top:4px}
.legend{display:flex;flex-wrap:wrap;gap:6px 18px;list-style:none;margin:14px 0 20px}
.legend i{display:inline-block;width:11px;height:11px;border-radius:50%;margin-inline-end:7px}
.overview{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:20px;align-items:start}
.map svg{display:block;width:100%;height:auto;border-radius:10px;border:1px solid var(--line);background:var(--soft)}
.map a path{fill:none;stroke-width:3.5;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.map a path.edge{stroke:#fff;stroke-width:6}
.map circle{stroke:#fff;stroke-width:2.5}
.map text{font:700 14px system-ui,sans-serif;fill:#fff;text-anchor:middle}
.map a:hover circle,.map a:focus circle{stroke:#000;stroke-width:3}
.scale rect,.north circle{fill:#fff;fill-opacity:.86;stroke:none}
.scale path{fill:none;stroke:#1b1f24;stroke-width:2.5}
.map .scale text{fill:#1b1f24;text-anchor:start;font-weight:600;font-size:18px}
.north path{fill:#1b1f24}
.map .north text{fill:#1b1f24;font-size:12px}
.index{max-height:640px;overflow:auto;background:var(--card);border:1px solid var(--line);border-radius:10px}
.index ol{list-style:none;margin:0;padding:0}
.index li+li{border-top:1px solid var(--line)}
.index a{display:flex;gap:12px;align-items:baseline;padding:9px 12px;color:var(--ink);font-size:15px;line-height:1.35}
.index span{min-width:0;overflow-wrap:anywhere}
.index small{display:block;margin-top:2px;color:var(--muted);font-size:13px;font-variant-numeric:tabular-nums}
.number{display:inline-block;min-width:26px;padding:1px 6px;border-radius:6px;color:var(--ink-on);font-weight:700;
text-align:center;background:var(--colour)}
.places{display:grid;gap:22px;margin-top:28px}
article{background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden;scroll-margin-top:14px}
article:target{outline:3px solid var(--colour);outline-offset:2px}
.head{display:flex;gap:12px;align-items:baseline;padding:16px 20px 14px;border-top:5px solid var(--colour)}
.head h2{flex:1;min-width:0;font-size:19px;line-height:1.35;overflow-wrap:anywhere}
.head .number{font-size:17px}
.chip{border:1.5px solid var(--colour);border-radius:99px;padding:1px 12px;font-size:14px;font-weight:600;
max-width:40%;overflow-wrap:anywhere}
.pictures{display:grid;gap:3px;background:var(--line)}
.pictures.n2{grid-template-columns:1fr 1fr}
.pictures figure{background:var(--card);min-width:0}
.pictures img{display:block;width:100%;aspect-ratio:1;object-fit:contain;background:var(--soft)}
.pictures.n1 img{max-height:560px}
figcaption{padding:7px 20px;font-size:13.5px;color:var(--muted);overflow-wrap:anywhere}
.told{padding:14px 20px 20px;display:grid;gap:4px}
.told>p,.note p{overflow-wrap:anywhere;margin-bottom:8px}
h3{font-size:12.5px;font-weight:600;color:var(--muted)}
.note{background:var(--soft);border-inline-start:4px solid var(--colour);border-radius:4px;padding:10px 14px 4px;
margin-bottom:10px}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:12px 22px;margin-top:8px}
dt{font-size:12.5px;color:var(--muted)}
dd{overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
@media (max-width:820px){body{padding:16px 12px 40px}.overview{grid-template-columns:minmax(0,1fr)}
.index{max-height:none}.head{flex-wrap:wrap}}
@media (max-width:520px){.pictures.n2{grid-template-columns:1fr}}
@media print{:root{--ground:#fff;--card:#fff;--ink:#000;--muted:#444;--line:#bbb;--soft:#f4f4f4;--link:#000}
body{max-width:none;padding:0;font-size:11pt}.overview{grid-template-columns:1fr}.map svg{max-height:150mm}
.index{max-height:none;overflow:visible;border:0}.index li{break-inside:avoid}
article{break-inside:avoid;break-before:page;border:0}
.pictures img{max-height:95mm}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""
