"""How the page looks, by day and by night. Colours are those of the product; data never wear the colour of "do this"."""

CSS = """
:root{--bg:#FBFAF8;--surface:#FFF;--text:#1C2430;--muted:#5B6675;--line:#D9DDE3;--axis:#808B9A;
--ours:#0072B2;--band:#9CC7E3;--came:#1C2430;--missed:#D55E00;--simple:#5B6675;--good:#0F766E;--bad:#B42318}
@media(prefers-color-scheme:dark){:root{--bg:#12161C;--surface:#1A2029;--text:#E8ECF1;--muted:#A3AEBD;--line:#343D4A;
--axis:#6B7686;--ours:#56B4E9;--band:#1F4E6B;--came:#E8ECF1;--missed:#FF9B5A;--simple:#A3AEBD;--good:#4FD1C5;--bad:#FF9B8F}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:820px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:28px;line-height:1.25;margin:0 0 12px}
h2{font-size:20px;line-height:1.35;margin:40px 0 8px}
p{max-width:70ch;margin:8px 0}
.quiet,figcaption small,.small{color:var(--muted);fill:var(--muted)}
figure{margin:16px 0;padding:16px 20px;background:var(--surface);border:1px solid var(--line);border-radius:8px}
figcaption{font-weight:600;margin-bottom:8px}
figcaption small{display:block;font-weight:400}
svg{width:100%;height:auto;display:block}
text{font-size:14px;fill:var(--text)}
text.small{font-size:13px}
text.strong{font-weight:600}
.grid{stroke:var(--line)}
.zero{stroke:var(--axis);stroke-dasharray:4 3}
.bar{stroke-width:3;stroke-linecap:round}
line.ours{stroke:var(--ours)}
circle.ours{fill:var(--ours)}
line.hidden{stroke:var(--axis)}
circle.hidden{fill:var(--surface);stroke:var(--axis);stroke-width:2}
.band{stroke:var(--band);stroke-width:12}
.came{fill:var(--came)}
.missed{stroke:var(--missed);stroke-width:3;fill:none}
.simple{fill:none;stroke:var(--simple);stroke-width:1.5}
.scroll{overflow-x:auto}
@media(max-width:700px){main{padding:24px 16px 48px}.scroll>svg{min-width:640px}.scroll>table{min-width:560px}}
table{border-collapse:collapse;width:100%;font-size:14px;font-feature-settings:"tnum"}
th,td{text-align:left;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--muted);font-weight:600}
td.figure,th.figure{text-align:right;white-space:nowrap}
summary{cursor:pointer;color:var(--muted);padding:4px 0;min-height:24px}
.verdict{font-weight:600;white-space:nowrap}
.verdict.yes{color:var(--good)}
.verdict.no{color:var(--bad)}
"""
