// How the banner looks. `!important` on the host wins over everything a page can say about our element.

const css = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 8px 8px auto !important;
  display: block !important;
  box-sizing: border-box !important;
  inline-size: fit-content !important;
  max-inline-size: min(56rem, calc(100% - 16px)) !important;
  margin-inline: auto !important;
  z-index: 2147483647 !important;
  pointer-events: none !important;
  color-scheme: light dark !important;
  user-select: none !important;
}
:host([data-edge='bottom']) { inset-block: auto 8px !important; }
.strip {
  --ink: #10241c; --paper: #e6f6ee; --line: #1c7a4f;
  display: flex; align-items: center; gap: 4px 10px;
  padding: 8px 14px; border: 1px solid var(--line); border-inline-start-width: 6px; border-radius: 8px;
  background: var(--paper); color: var(--ink);
  font: 14px/1.35 system-ui, sans-serif; text-align: start;
  box-shadow: 0 2px 12px rgb(0 0 0 / 25%);
  pointer-events: auto;
}
.strip[data-tone='busy'] { --ink: #2b2205; --paper: #fff4d6; --line: #8a6400; }
.strip[data-tone='alert'] { --ink: #fff; --paper: #a3161e; --line: #5c070c; }
.strip[data-tone='none'] {
  position: absolute; inline-size: 1px; block-size: 1px; padding: 0; border: 0;
  overflow: hidden; clip-path: inset(50%); pointer-events: none; white-space: nowrap;
}
.strip[data-tone='none'] :is(svg, .side) { display: none; }
svg { flex: none; inline-size: 18px; block-size: 18px; fill: currentcolor; }
.text { flex: 0 1 auto; }
.side { flex: none; display: flex; align-items: center; gap: 8px; margin-inline-start: auto; }
strong { margin-inline-end: 6px; font-weight: 700; }
.count { font-variant-numeric: tabular-nums; }
.count:empty { display: none; }
button {
  font: inherit; font-weight: 600; color: inherit; background: transparent;
  min-block-size: 26px; min-inline-size: 26px; padding: 2px 10px; margin: 0;
  border: 1px solid currentcolor; border-radius: 6px; cursor: pointer;
}
button.move { padding: 2px; border-color: transparent; }
button[hidden] { display: none; }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 2px solid currentcolor; outline-offset: 2px; }
/* A claim lives only as long as somebody renews it: Firefox stops our script at an update and leaves its last words. */
.strip[data-beat='0'] { animation: stale0 1ms 3s forwards; }
.strip[data-beat='1'] { animation: stale1 1ms 3s forwards; }
.strip:is([data-tone='alert'], [data-tone='none']) { animation: none; }
@keyframes stale0 { to { visibility: hidden; } }
@keyframes stale1 { to { visibility: hidden; } }
@media (max-width: 30rem) {
  .strip { flex-wrap: wrap; }
  .text { flex: 1 1 0; }
  .side { flex-basis: 100%; justify-content: end; }
}
@media (prefers-color-scheme: dark) {
  .strip { --ink: #dcf5e8; --paper: #10291e; --line: #4fc08d; }
  .strip[data-tone='busy'] { --ink: #ffeec2; --paper: #332706; --line: #e0ae2c; }
  .strip[data-tone='alert'] { --ink: #fff; --paper: #8f1018; --line: #ff9ea4; }
}
@media (forced-colors: active) {
  .strip { border: 2px solid CanvasText; }
  .strip[data-tone='alert'] { border: 4px double CanvasText; }
}
@media print { :host { display: none !important; } }
/* In a frame too small for a strip, the frame's own edge turns red and the words are left to screen readers. */
@media (max-height: 99px) {
  :host { inset: 0 !important; inline-size: auto !important; max-inline-size: none !important; }
  .strip[data-tone='alert'] {
    position: absolute; inset: 0; padding: 0; border: 3px solid #a3161e; border-radius: 0;
    background: transparent; color: transparent; box-shadow: none; overflow: hidden; pointer-events: none;
  }
  .strip[data-tone='alert'] :is(svg, .side) { display: none; }
}
`;

/** Gives a shadow root our style. A constructed sheet is no concern of the page's content security policy. */
export function applyStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox refuses sheets constructed in a content script's world.
    const style = document.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}
