// How the banner looks. `!important` on the host wins over everything a page can say about our element.

// The clock of the strip: a claim lives only as long as somebody renews it, by changing `data-beat`. Firefox stops
// our script at an update and leaves its last words in the page.
const staleMs = 3_000;

// In a frame too small for a strip (the last rule), the frame's own edge turns red and the words are left to screen
// readers.
const css = `:host {
all: initial !important;
position: fixed !important;
inset: 8px 8px auto !important;
display: block !important;
inline-size: fit-content !important;
max-inline-size: min(56rem, 100% - 16px) !important;
margin-inline: auto !important;
z-index: 2147483647 !important;
pointer-events: none !important;
color-scheme: light dark !important;
}
:host([data-edge=bottom]) { inset-block: auto 8px !important }
.strip {
--ink: #10241c; --paper: #e6f6ee; --line: #1c7a4f;
display: flex; align-items: center; gap: 4px 10px;
padding: 8px 14px; border: 1px solid var(--line); border-inline-start-width: 6px; border-radius: 8px;
background: var(--paper); color: var(--ink);
font: 14px/1.35 system-ui, sans-serif;
box-shadow: 0 2px 12px #0004;
pointer-events: auto;
}
[data-tone=busy] { --ink: #2b2205; --paper: #fff4d6; --line: #8a6400 }
@media (prefers-color-scheme: dark) {
.strip { --ink: #dcf5e8; --paper: #10291e; --line: #4fc08d }
[data-tone=busy] { --ink: #ffeec2; --paper: #332706; --line: #e0ae2c }
}
.strip[data-tone=alert] { --ink: #fff; --paper: #a3161e; --line: #5c070c }
[data-beat='0'] { animation: stale0 1ms ${staleMs}ms forwards }
[data-beat='1'] { animation: stale1 1ms ${staleMs}ms forwards }
@keyframes stale0 { to { visibility: hidden } }
@keyframes stale1 { to { visibility: hidden } }
.strip:is([data-tone=alert], [data-tone=none]) { animation: none }
[data-tone=none] {
position: absolute; inline-size: 1px; padding: 0; border: 0;
overflow: hidden; clip-path: inset(50%); pointer-events: none; white-space: nowrap;
}
[data-tone=none] :is(svg, .side, .more) { display: none }
.strip:has(.more) { flex-wrap: wrap }
.strip:has(.more) .text { flex: 1 }
.more { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; flex-basis: 100% }
.more input { flex: 1 1 12em }
input {
font: inherit; min-block-size: 26px; padding: 2px 6px; box-sizing: border-box; max-inline-size: 100%;
border: 1px solid; border-radius: 6px; background: canvas; color: canvastext;
}
svg { flex: none; inline-size: 18px; block-size: 18px; fill: currentcolor }
.side { flex: none; display: flex; align-items: center; gap: 8px; margin-inline-start: auto }
strong { margin-inline-end: 6px }
.words:not(:empty) { margin-block-start: 2px; font-style: italic }
button {
font: inherit; color: inherit; background: none;
min-block-size: 26px; min-inline-size: 26px; padding: 2px 10px;
border: 1px solid; border-radius: 6px; cursor: pointer;
}
.move { padding: 2px; border-color: transparent }
[hidden] { display: none }
:focus-visible { outline: 2px solid; outline-offset: 2px }
@media (max-width: 30rem) {
.strip { flex-wrap: wrap }
.text { flex: 1 }
.side { flex-basis: 100%; justify-content: end }
}
@media (forced-colors: active) {
.strip[data-tone=alert] { border: 4px double }
}
@media print { :host { display: none !important } }
@media (max-height: 99px) {
:host { inset: 0 !important; max-inline-size: none !important; inline-size: auto !important }
.strip[data-tone=alert] {
position: absolute; inset: 0; padding: 0; border: 3px solid var(--paper); border-radius: 0;
background: none; color: transparent; box-shadow: none; overflow: hidden; pointer-events: none;
}
.strip :is(svg, .side, .more) { display: none }
}
`;

/** Gives a shadow root our style. A constructed sheet is no concern of the page's content security policy. */
export function applyStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Older Firefox refuses sheets that were constructed in a content script's world.
    const style = document.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}
